# frozen_string_literal: true

module SearchHelper
  def result_count(total)
    t("search.results", count: total)
  end

  def facet_link(facet, value)
    link_to value.titleize, search_path(facet => value), class: "facet"
  end

  def empty_state(query)
    hint = t("search.try_again")
    markup = "<p class=\"empty\">No match for <em>#{query}</em>. #{h(hint)}</p>"
    markup.html_safe
  end
end
