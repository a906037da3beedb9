# frozen_string_literal: true

class ManualsController < ApplicationController
  before_action :authenticate_user!

  MANUALS = Rails.root.join("public_docs", "manuals")

  def index
    @manuals = MANUALS.glob("*.pdf").map { |file| file.basename.to_s }.sort
  end
end
