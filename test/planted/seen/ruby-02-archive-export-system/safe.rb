# frozen_string_literal: true

require "open3"
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
    label = export.settings.fetch("label", "export")
    output, status = Open3.capture2e("tar", "--create", "--gzip", "--file", archive.to_s, "--label=#{label}", "--directory", folder.to_s, ".")
    raise "tar failed: #{output}" unless status.success?

    export.update!(state: "ready", archive_path: archive.to_s)
  ensure
    FileUtils.rm_rf(folder) if folder
  end
end
