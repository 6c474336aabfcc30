"""An Arrow table in, a Parquet file out, with every type kept."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


def export(table: pa.Table, target: Path) -> None:
    """Write the table to `target`; raises OSError."""
    pq.write_table(table, target)
