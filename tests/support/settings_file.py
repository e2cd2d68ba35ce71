"""Settings as the file that sets each to its default: what `.env.example` has to be."""

from __future__ import annotations

from pydantic_settings import BaseSettings


def describe_settings(settings: type[BaseSettings]) -> str:
    """Return a `.env` file with every setting at its default, each below a line that describes it."""
    prefix = settings.model_config.get("env_prefix", "")
    return "\n".join(
        f"# {field.description}\n{prefix}{name.upper()}={_write_default(field.default)}\n"
        for name, field in settings.model_fields.items()
    )


def _write_default(value: object) -> str:
    """Return a default as `.env` has it, a list with commas between numbers, blanks between words, else bars."""
    if isinstance(value, tuple):
        words = all(isinstance(each, str) and " " not in each for each in value)
        numbers = all(isinstance(each, int) for each in value)
        return ("," if numbers else " " if words else "|").join(map(str, value))
    return "" if value is None else str(value)
