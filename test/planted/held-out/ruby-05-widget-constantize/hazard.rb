# frozen_string_literal: true

class WidgetsController < ApplicationController
  before_action :authenticate_user!

  def index
    render json: { available: %w[sales visits stock] }
  end

  def show
    kind, report = params.values_at(:kind, :report)
    widget = kind.classify.constantize.new(current_user)
    render json: widget.public_send(report)
  end
end
