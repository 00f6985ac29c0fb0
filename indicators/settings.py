"""One validated place for every threshold and path.

Thresholds come from ``data/settings.toml``, which the customer may edit; paths and switches from the
environment (``SIXLIFTS_DATA``, ``SIXLIFTS_DEMO``, ``SIXLIFTS_NEW_TABLES``).
"""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from indicators.field_errors import expected_value, unreadable_toml

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "data" / "seed"
SETTINGS_FILE = ROOT / "data" / "settings.toml"

# true is no number, nor is anything infinite.
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]


class SettingsError(ValueError):
    """A setting is missing or wrong; the message (Chinese) names file, setting, value and what is right."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StatusSettings(_Section):
    """Thresholds of the verdicts.

    Attributes:
        slow_pace: pace (ratio) from which an indicator is only 略慢.
        slow_rate_points: gap in 百分点 from which a rate is only 略慢.
        stale_cycles: reporting cycles after which a value is too old for a verdict.
    """

    slow_pace: Number = Field(0.90, gt=0, le=1)
    slow_rate_points: Number = Field(-1.0, le=0)
    stale_cycles: int = Field(1, ge=1)

    @property
    def slow_gap_points(self) -> float:
        """Where there is no pace, the gap from which an indicator is only 略慢: 0.90 of the plan is −10 百分点."""
        return round((self.slow_pace - 1) * 100, 9)


class TaskSettings(_Section):
    """When a task is 临期: from ``due_soon_days`` before its due date."""

    due_soon_days: int = Field(30, ge=0)


class ReportSettings(_Section):
    """Until which days of the next month a month's numbers are to be reported, and what lags is to be answered for."""

    due_day: int = Field(18, ge=1, le=28)
    answer_day: int = Field(25, ge=1, le=28)


class NotifySettings(_Section):
    """Where reminders may be sent: addresses of group robots in apprise's spelling, which hold their secrets."""

    services: tuple[SecretStr, ...] = ()


class CheckSettings(_Section):
    """When a reporter is asked about a value.

    Attributes:
        large_change: share of the current value from which a correction is asked about.
        jump_history: steps a series must have before one of them can be unusual.
        jump_deviations: median deviations from the median step that are unusual.
        jump_share: and at least this share of the median step.
        size_asked: times the largest known size (or a share of the smallest: a third) from which a value is asked about.
        size_refused: and from which only an administrator may confirm it.
    """

    large_change: Number = Field(0.20, gt=0)
    jump_history: int = Field(6, ge=3)
    jump_deviations: Number = Field(6.0, gt=0)
    jump_share: Number = Field(0.5, ge=0)
    size_asked: Number = Field(3.0, gt=1)
    size_refused: Number = Field(50.0, gt=1)


class ForecastSettings(_Section):
    """From which chance of reaching the target it is 很可能达成, 有望 or 较难; below ``hard`` it is 几乎不可能."""

    likely: float = Field(0.80, gt=0, lt=1)
    fair: float = Field(0.50, gt=0, lt=1)
    hard: float = Field(0.05, gt=0, lt=1)


class PlanSettings(_Section):
    """The year that empty tables open with."""

    year: int = Field(2024, ge=2000, le=2100)


class Settings(_Section):
    """All thresholds; ``tolerance`` maps an indicator to the 百分点 it may stay below its plan."""

    status: StatusSettings = StatusSettings()
    tolerance: dict[str, Annotated[Number, Field(ge=0)]] = {}
    tasks: TaskSettings = TaskSettings()
    report: ReportSettings = ReportSettings()
    plan: PlanSettings = PlanSettings()
    checks: CheckSettings = CheckSettings()
    forecast: ForecastSettings = ForecastSettings()
    notify: NotifySettings = NotifySettings()


def read_settings(path: Path) -> Settings:
    """Settings of one file.

    Raises:
        SettingsError: the file is not TOML, or a value is out of range; names file, setting and value.
    """
    try:
        return Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"设置文件 {path.name} {unreadable_toml(error)}"
        raise SettingsError(msg) from error
    except ValidationError as error:
        details = "；".join(
            # An address holds its secret.
            f"{'.'.join(map(str, e['loc']))} = {'（不显示）' if e['loc'][0] == 'notify' else repr(e['input'])}，应为：{expected_value(e)}"
            for e in error.errors()
        )
        msg = f"设置文件 {path.name} 有误：{details}"
        raise SettingsError(msg) from error


@cache
def settings() -> Settings:
    """The thresholds in force in this process."""
    return read_settings(SETTINGS_FILE)


def data_root() -> str:
    """Folder (or s3:// address) of the tables: ``SIXLIFTS_DATA``, by default ``data/tables``."""
    return os.environ.get("SIXLIFTS_DATA") or str(ROOT / "data" / "tables")


def notify_services() -> tuple[SecretStr, ...]:
    """Where reminders may be sent: ``SIXLIFTS_NOTIFY`` (addresses with blanks between them), else the file's."""
    named = os.environ.get("SIXLIFTS_NOTIFY", "").split()
    return tuple(map(SecretStr, named)) or settings().notify.services


def new_tables_wanted() -> bool:
    """Whether tables are made where there are none: ``SIXLIFTS_NEW_TABLES``, 1 by default."""
    return os.environ.get("SIXLIFTS_NEW_TABLES", "1").strip() != "0"


def demo_wanted() -> bool:
    """Whether demonstration actuals go into empty tables: ``SIXLIFTS_DEMO``, 1 by default."""
    return os.environ.get("SIXLIFTS_DEMO", "1").strip() != "0"
