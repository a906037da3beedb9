# frozen_string_literal: true

module Documents
  module MimeTypes
    ICONS = {
      "application/pdf" => "pdf",
      "application/zip" => "archive",
      "text/csv" => "table",
      "text/plain" => "text",
      "text/markdown" => "text",
      "image/png" => "image"
    }.freeze

    DEFAULT_ICON = "file"

    module_function

    def icon_for(type)
      base, = type.to_s.split(";", 2)
      ICONS.fetch(base.to_s.strip.downcase, DEFAULT_ICON)
    end

    def known?(type)
      ICONS.key?(type)
    end
  end
end
