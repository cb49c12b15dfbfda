"""What every page may use: dates, words of people, fields, elements, and what stands around a page."""

from django import template

from atelier.base.tags import dates, elements, forms, page, words

register = template.Library()

for part in (dates, words, forms, elements, page):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
