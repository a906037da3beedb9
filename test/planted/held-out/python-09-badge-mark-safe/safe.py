from django import template
from django.utils.html import format_html

register = template.Library()

COLORS = {"new": "blue", "active": "green", "lost": "grey"}


@register.simple_tag
def status_badge(contact):
    color = COLORS.get(contact.status, "grey")
    return format_html('<span class="badge badge-{}">{}</span>', color, contact.get_status_display())


@register.simple_tag(takes_context=True)
def filter_chip(context, name):
    value = context["request"].GET.get(name, "")
    if not value:
        return ""
    markup = '<span class="chip">{}: {}</span>'
    return format_html(markup, name, value)
