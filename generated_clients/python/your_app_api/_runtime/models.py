"""What the API's objects become: plain objects with typed attributes, tolerant of what a later version sends.

Unknown fields are kept and readable, unknown values of an enum stay strings, fields that are missing read as None.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, dataclass_transform

Convert = Callable[[Any], Any]
Self_ = TypeVar("Self_", bound="Model")
T = TypeVar("T")

TIME = "time"
"""Marks a moment in a shape. A model's name stands for itself, `[x]` for a list and `{"": x}` for a map of x, and
`(property, {value: model})` for a union."""

_from_text = dt.datetime.fromisoformat


def moment(value: Any) -> Any:
    """RFC 3339 as a datetime; what is no such text stays as it is."""
    try:
        return _from_text(value)
    except (TypeError, ValueError):
        return value


@dataclass_transform(kw_only_default=True)
class Model:
    """An object of the API."""

    # How each attribute is made from JSON, for those that are not JSON's own types.
    _shape: ClassVar[Mapping[str, Any]] = {}
    # Names on the wire that Python does not allow, or that this class needs for itself: wire → attribute.
    _renamed: ClassVar[Mapping[str, str]] = {}
    _conversions: ClassVar[tuple[tuple[str, Convert], ...] | None] = None

    def __init_subclass__(cls) -> None:
        cls._conversions = None  # its own, and not those of a base that was used before

    if not TYPE_CHECKING:  # a checker takes the fields' annotations, see dataclass_transform

        def __init__(self, **fields: Any) -> None:
            self.__dict__.update(fields)

        def __getattr__(self, name: str) -> Any:
            # Only called for what is not there: a field that the server left out.
            if name in type(self).__annotations__:
                return None
            raise AttributeError(f"{type(self).__name__} has no field {name!r}")

    @classmethod
    def from_dict(cls: type[Self_], data: Mapping[str, Any]) -> Self_:
        """The object that this JSON object describes."""
        made = object.__new__(cls)
        fields = made.__dict__
        fields.update(data)
        conversions = cls._conversions
        if conversions is None:
            conversions = _prepare(cls)
        for name, convert in conversions:
            value = fields.get(name)
            if value is not None:
                fields[name] = convert(value)
        if cls._renamed:
            for wire, name in cls._renamed.items():
                if wire in fields:
                    fields[name] = fields.pop(wire)
        return made

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON's own types, with all fields that the server sent."""
        wire = {name: wire for wire, name in self._renamed.items()}
        return {wire.get(name, name): to_json(value) for name, value in self.__dict__.items()}

    def to_json(self, *, indent: int | None = None) -> str:
        """The object as JSON text."""
        return json.dumps(Model.to_dict(self), indent=indent, ensure_ascii=False)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]  # its fields may change

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"


def to_json(value: Any) -> Any:
    """A value as JSON's own types. Moments without a zone are taken as UTC."""
    if isinstance(value, Model):
        return Model.to_dict(value)
    if isinstance(value, Mapping):
        return {name: to_json(each) for name, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [to_json(each) for each in value]
    if isinstance(value, dt.datetime):
        zoned = value if value.tzinfo else value.replace(tzinfo=dt.UTC)
        return zoned.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def unchanged(value: Any) -> Any:
    """What makes a value that is JSON's own."""
    return value


def list_of(make: Callable[[Any], T]) -> Callable[[Any], list[T]]:
    """What makes a list of what `make` makes."""
    return lambda values: [make(each) for each in values]


def converter(shape: Any) -> Convert:
    """What makes a value of a shape from JSON. It never raises for what it does not expect, but leaves it as it is."""
    if shape == TIME:
        return moment
    if isinstance(shape, str):
        return _model_converter(_named(shape))
    if isinstance(shape, list):
        item = converter(shape[0])
        return lambda value: [item(each) for each in value] if type(value) is list else value
    if isinstance(shape, Mapping):
        item = converter(shape[""])
        return lambda value: {k: item(v) for k, v in value.items()} if type(value) is dict else value
    return _union_converter(*shape)


def _model_converter(model: type[Model]) -> Convert:
    make = model.from_dict
    return lambda value: make(value) if type(value) is dict else value


def _union_converter(tag: str, members: Mapping[str, str]) -> Convert:
    models = {value: _named(name) for value, name in members.items()}

    def convert(value: Any) -> Any:
        if type(value) is not dict:
            return value
        kind = value.get(tag)
        return (models.get(kind, Model) if isinstance(kind, str) else Model).from_dict(value)

    return convert


def _named(name: str) -> type[Model]:
    from .. import models

    found: type[Model] = getattr(models, name)
    return found


def _prepare(model: type[Model]) -> tuple[tuple[str, Convert], ...]:
    """The model's conversions, made when they are first needed so that no model is imported in vain."""
    made = tuple((name, converter(shape)) for name, shape in model._shape.items())
    model._conversions = made
    return made
