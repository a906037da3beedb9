# frozen_string_literal: true

class ProductSearch
  PER_PAGE = 25

  def initialize(params)
    @page = [params[:page].to_i, 1].max
    @term, @brand = params.values_at(:q, :brand)
  end

  def results
    scope = Product.visible.order(:name)
    scope = scope.where("name ILIKE :like OR sku = :exact", like: "%#{@term}%", exact: @term) if @term.present?
    scope = scope.where(brand: @brand) if @brand.present?
    scope.limit(PER_PAGE).offset((@page - 1) * PER_PAGE)
  end

  def as_json(*)
    { page: @page, items: results.map { |product| product.slice(:id, :name, :sku) } }
  end
end
