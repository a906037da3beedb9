# frozen_string_literal: true

class WidgetsController < ApplicationController
  before_action :authenticate_user!

  def index
    render json: { available: %w[sales visits stock] }
  end
end
