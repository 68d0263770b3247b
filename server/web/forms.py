"""What was typed into a form, and what was wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import request

from server.kit.errors import AppError, ValidationError


@dataclass(slots=True)
class Form:
    """The values to show again, and the messages beside them; `problem` is about the form as a whole."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    problem: str | None = None

    @property
    def status(self) -> int:
        """The status of the answer that shows it."""
        return 422 if self.errors or self.problem else 200

    @classmethod
    def sent(cls) -> Form:
        """The form of this request."""
        return cls(request.form)

    def text(self, name: str) -> str:
        """What was typed, without the blanks around it."""
        return self.values.get(name, "").strip()

    def refuse(self, error: AppError, *, names: tuple[str, ...] = ()) -> Form:
        """Show what an operation said. A message about a field that the form does not show goes to the top."""
        rest = []
        for detail in error.details:
            name = detail.field.partition(".")[0]
            if name in names:
                self.errors.setdefault(name, detail.message)
            else:
                rest.append(f"{detail.field}: {detail.message}")
        if not isinstance(error, ValidationError) or rest or not self.errors:
            self.problem = " ".join(rest) or error.message
        return self


def chosen(name: str) -> list[str]:
    """The boxes that were ticked."""
    return request.form.getlist(name)
