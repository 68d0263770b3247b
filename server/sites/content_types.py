"""What a file is, told by its name.

A table of our own over the interpreter's built-in one. The machine's `/etc/mime.types` is never read: the same
site must be served alike everywhere, and with `nosniff` a wrong type breaks a page instead of being guessed away.
"""

from __future__ import annotations

from mimetypes import MimeTypes

FALLBACK = "application/octet-stream"

_OWN = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".bz2": "application/x-bzip2",
    ".cjs": "text/javascript",
    ".csv": "text/csv",
    ".eot": "application/vnd.ms-fontobject",
    ".flac": "audio/flac",
    ".geojson": "application/geo+json",
    ".glb": "model/gltf-binary",
    ".gltf": "model/gltf+json",
    ".gz": "application/gzip",
    ".htm": "text/html",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".ics": "text/calendar",
    ".js": "text/javascript",  # RFC 9239
    ".json": "application/json",
    ".json5": "application/json5",
    ".jsonld": "application/ld+json",
    ".jxl": "image/jxl",
    ".m4a": "audio/mp4",
    ".m4v": "video/mp4",
    ".map": "application/json",
    ".markdown": "text/markdown",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".mkv": "video/matroska",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".ogv": "video/ogg",
    ".opus": "audio/ogg",
    ".otf": "font/otf",
    ".rss": "application/rss+xml",
    ".svg": "image/svg+xml",
    ".toml": "application/toml",
    ".ttc": "font/collection",
    ".ttf": "font/ttf",
    ".txt": "text/plain",
    ".vcf": "text/vcard",
    ".vtt": "text/vtt",
    ".wasm": "application/wasm",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xhtml": "application/xhtml+xml",
    ".xml": "application/xml",
    ".xz": "application/x-xz",
    ".yaml": "application/yaml",  # RFC 9512
    ".yml": "application/yaml",
    ".zip": "application/zip",
    ".zst": "application/zstd",
}
# Files without an ending whose type somebody relies on.
_BY_NAME = {
    "apple-app-site-association": "application/json",
    "license": "text/plain",
    "readme": "text/plain",
}
_COMPRESSIBLE = frozenset(
    {
        *("application/javascript", "application/json", "application/json5", "application/rtf"),
        *("application/toml", "application/vnd.ms-fontobject", "application/wasm", "application/xml"),
        *("application/yaml", "font/collection", "font/otf", "font/ttf", "image/bmp", "image/x-icon"),
    }
)
_BUILT_IN = MimeTypes(filenames=()).types_map[True]


def content_type(path: str) -> str:
    """The media type of the file at `path`, with `charset=utf-8` for text."""
    name = path.rpartition("/")[2].lower()
    stem, dot, ending = name.rpartition(".")
    if dot and stem:
        kind = _OWN.get("." + ending) or _BUILT_IN.get("." + ending) or FALLBACK
    else:
        kind = _BY_NAME.get(name, FALLBACK)
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def may_vary(media_type: str) -> bool:
    """Whether a file of this type is one that publishing compresses, so that caches must keep its encodings apart."""
    kind = media_type.partition(";")[0]
    return kind.startswith("text/") or kind.endswith(("+json", "+xml")) or kind in _COMPRESSIBLE
