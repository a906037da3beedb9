# frozen_string_literal: true

module SearchHelper
  def result_count(total)
    t("search.results", count: total)
  end

  def facet_link(facet, value)
    link_to value.titleize, search_path(facet => value), class: "facet"
  end
end
