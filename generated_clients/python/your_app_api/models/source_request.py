from __future__ import annotations

from typing import Union

from .files_source_request import FilesSourceRequest
from .git_source_request import GitSourceRequest
from .template_source_request import TemplateSourceRequest

SourceRequest = Union[TemplateSourceRequest, FilesSourceRequest, GitSourceRequest]
"""Where the files come from, told apart by `type`."""
