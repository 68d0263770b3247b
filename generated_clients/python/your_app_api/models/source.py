from __future__ import annotations

from typing import Union

from .archive_source import ArchiveSource
from .deployment_source import DeploymentSource
from .files_source import FilesSource
from .git_source import GitSource
from .template_source import TemplateSource

Source = Union[TemplateSource, ArchiveSource, FilesSource, GitSource, DeploymentSource]
"""Where the files came from, told apart by `type`. Expect other types in time."""
