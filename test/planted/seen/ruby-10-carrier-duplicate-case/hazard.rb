# frozen_string_literal: true

require "bigdecimal"

class ShippingRate
  BASE = BigDecimal("4.90")

  def initialize(order)
    @order = order
  end

  def amount
    BASE + zone_surcharge + weight_surcharge
  end

  private

  def zone_surcharge
    case @order.country
    when "DE", "AT"
      0
    when "FR", "NL", "BE"
      2
    when "CH", "NL"
      6
    else
      9
    end
  end

  def weight_surcharge
    extra = [@order.weight_kg - 5, 0].max
    extra * BigDecimal("0.40")
  end
end
