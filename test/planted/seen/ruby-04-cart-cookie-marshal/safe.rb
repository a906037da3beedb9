# frozen_string_literal: true

require "base64"
require "json"

# Keeps the cart of a visitor who has not signed in.
class CartCookie
  NAME = "guest_cart"

  def initialize(cookies)
    @cookies = cookies
  end

  def save(lines)
    payload = JSON.generate(lines)
    @cookies[NAME] = { value: Base64.urlsafe_encode64(payload), httponly: true, secure: true }
  end

  def lines
    raw = @cookies[NAME]
    return [] if raw.nil? || raw.empty?

    payload = Base64.urlsafe_decode64(raw)
    Array(JSON.parse(payload))
  rescue ArgumentError, JSON::ParserError
    []
  end
end
