"""The names of the site's addresses, for tests that hold for every one of them."""

from collections.abc import Iterator, Sequence

from django.urls import URLPattern, URLResolver


def names(patterns: Sequence[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        else:
            yield str(pattern.name)
