"""The queries of `docs/history-format.md`, word for word."""

import re
from pathlib import Path

DOCUMENT = Path(__file__).parents[2] / "docs" / "history-format.md"


def queries(engine, folder):
    """Those for an engine by name, over an export in this folder."""
    text = DOCUMENT.read_text()
    blocks = re.findall(rf"```sql\n-- {engine}: (\w+)\n(.*?)```", text, re.DOTALL)
    return {name: sql.replace("'export/", f"'{folder}/").strip() for name, sql in blocks}
