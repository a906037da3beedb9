# frozen_string_literal: true

class WidgetsController < ApplicationController
  before_action :authenticate_user!

  WIDGETS = {
    "sales" => [SalesWidget, :weekly],
    "visits" => [VisitsWidget, :daily],
    "stock" => [StockWidget, :current]
  }.freeze

  def index
    render json: { available: %w[sales visits stock] }
  end

  def show
    kind = params[:kind]
    klass, report = WIDGETS.fetch(kind) { return head(:not_found) }
    widget = klass.new(current_user)
    render json: widget.public_send(report)
  end
end
