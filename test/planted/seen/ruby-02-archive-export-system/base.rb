# frozen_string_literal: true

require "fileutils"

class ArchiveExportJob < ApplicationJob
  queue_as :exports

  EXPORT_ROOT = Rails.root.join("storage", "exports").freeze

  def perform(export_id)
    export = Export.find(export_id)
    folder = EXPORT_ROOT.join(export.id.to_s)
    FileUtils.mkdir_p(folder)
    export.write_csv_files(folder)

    archive = EXPORT_ROOT.join("#{export.id}.tar.gz")
    raise "tar failed" unless system("tar", "-czf", archive.to_s, "-C", folder.to_s, ".")

    export.update!(state: "ready", archive_path: archive.to_s)
  ensure
    FileUtils.rm_rf(folder) if folder
  end
end
