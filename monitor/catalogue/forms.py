"""Pydantic forms over a YAML tree: which keys there are, which types they take; its errors as our faults with lines."""

from __future__ import annotations

import types
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from monitor.catalogue import addresses, scalars, spans
from monitor.catalogue.faults import Collector, Wrong, did_you_mean, shown
from monitor.catalogue.tree import Loc, Tree

F = TypeVar("F", bound="Form")


class Form(BaseModel):
    """A mapping of known keys. Every field may be absent; what must be there is checked where it is used, so that one
    bad key never hides the faults of another (F20)."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, hide_input_in_errors=True)


Text = Annotated[str | None, BeforeValidator(scalars.optional(scalars.text))]
LongText = Annotated[str | None, BeforeValidator(scalars.optional(scalars.long_text))]
Slug = Annotated[str | None, BeforeValidator(scalars.optional(scalars.slug))]
Truth = Annotated[bool | None, BeforeValidator(scalars.optional(scalars.truth))]
Email = Annotated[str | None, BeforeValidator(scalars.optional(addresses.email))]
Phone = Annotated[str | None, BeforeValidator(scalars.optional(addresses.phone))]
FirstDay = Annotated[Any, BeforeValidator(scalars.optional(spans.first_day))]
Day = Annotated[Any, BeforeValidator(scalars.optional(scalars.day))]
Span = Annotated[Any, BeforeValidator(scalars.optional(spans.window))]
TimeOfDay = Annotated[Any, BeforeValidator(scalars.optional(scalars.time_of_day))]


def one_of(*options: str) -> BeforeValidator:
    """One of these words, or nothing."""
    return BeforeValidator(scalars.optional(scalars.choice(*options)))


def whole_number(least: int, most: int) -> BeforeValidator:
    """A whole number between the two, both included, or nothing."""
    return BeforeValidator(scalars.optional(scalars.whole(least, most)))


def fill(form: type[F], data: object, tree: Tree, loc: Loc, notes: Collector) -> F:
    """The form filled with what is right in ``data``; what is wrong is noted and left out.

    ``loc``: path of ``data`` in the tree. An empty form where ``data`` is no mapping at all.
    """
    if not isinstance(data, dict):
        notes.add(tree.line(loc), "ở đây phải là các cặp `khóa: giá trị`", "các khóa: " + ", ".join(keys_of(form)[:12]))
        return form()
    kept = dict(data)
    for _ in range(2):
        try:
            return form.model_validate(kept)
        except ValidationError as error:
            for item in error.errors(include_url=False, include_input=False):
                _note(form, item, tree, loc, notes)
                if item["loc"]:
                    kept.pop(str(item["loc"][0]), None)
    return form()


def keys_of(form: type[Form]) -> list[str]:
    """The keys a user may write, in the order of the form."""
    return [field.alias or name for name, field in form.model_fields.items() if not field.exclude]


def _note(form: type[Form], item: Any, tree: Tree, loc: Loc, notes: Collector) -> None:
    if notes.full:
        notes.add(0, "")  # only counted
        return
    inner: Loc = tuple(item["loc"])
    what, right = _sentence(form, item, inner, _written_key(tree, loc, inner))
    notes.add(tree.line((*loc, *inner)), what, right)


def _written_key(tree: Tree, loc: Loc, inner: Loc) -> str:
    """The last key that stands in the file: fields of ours behind a shorter way of writing have no line."""
    ends = range(len(inner), 0, -1)
    return next((str(inner[end - 1]) for end in ends if _is_key(tree, loc, inner[:end])), "")


def _is_key(tree: Tree, loc: Loc, inner: Loc) -> bool:
    return isinstance(inner[-1], str) and (*loc, *inner) in tree.lines


def _sentence(form: type[Form], item: Any, inner: Loc, key: str) -> tuple[str, str]:
    cause = item.get("ctx", {}).get("error")
    if isinstance(cause, Wrong):
        return f"`{key}`: {cause.what}", cause.right
    match item["type"]:
        case "extra_forbidden":
            owner = _form_at(form, inner[:-1])
            return f"không có khóa {shown(key)}", did_you_mean(key, keys_of(owner) if owner else [])
        case "list_type":
            return f"`{key}` phải là danh sách", f"viết {key}: [giá trị, giá trị]"
        case "model_type" | "model_attributes_type" | "dict_type" | "mapping_type":
            owner = _form_at(form, inner)
            example = ", ".join(f"{name}: …" for name in keys_of(owner)[:4]) if owner else "khóa: giá trị"
            return f"`{key}` phải là các cặp `khóa: giá trị`", f"viết {key}: {{{example}}}"
    return f"`{key}`: giá trị không hợp lệ", "xem tệp mẫu do `dondoc init` tạo"


def _form_at(form: type[Form], loc: Loc) -> type[Form] | None:
    """The form that stands at a path inside another."""
    current: type[Form] | None = form
    for step in loc:
        if isinstance(step, int):
            continue
        if current is None:
            return None
        field = next((f for name, f in current.model_fields.items() if (f.alias or name) == step), None)
        current = _form_in(field.annotation) if field is not None else None
    return current


def _form_in(annotation: Any) -> type[Form] | None:
    if isinstance(annotation, type) and issubclass(annotation, Form):
        return annotation
    if get_origin(annotation) in (Union, types.UnionType, list, Annotated):
        return next((found for part in get_args(annotation) if (found := _form_in(part))), None)
    return None
