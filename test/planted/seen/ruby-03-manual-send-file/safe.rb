# frozen_string_literal: true

class ManualsController < ApplicationController
  before_action :authenticate_user!

  MANUALS = Rails.root.join("public_docs", "manuals")

  def index
    @manuals = MANUALS.glob("*.pdf").map { |file| file.basename.to_s }.sort
  end

  def show
    path = manual_path_for(params.require(:file))
    return head(:not_found) unless path&.file?

    send_file path, disposition: "inline", type: "application/pdf"
  end

  private

  def manual_path_for(name)
    MANUALS.glob("*.pdf").find { |file| file.basename.to_s == name }
  end
end
