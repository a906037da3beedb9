from django import template
from django.utils.html import format_html

register = template.Library()

COLORS = {"new": "blue", "active": "green", "lost": "grey"}


@register.simple_tag
def status_badge(contact):
    color = COLORS.get(contact.status, "grey")
    return format_html('<span class="badge badge-{}">{}</span>', color, contact.get_status_display())
