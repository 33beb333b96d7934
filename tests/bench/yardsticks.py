"""Enters the platform into the yardsticks: one module, the product's own service calls, nothing switched off.

The harness loads this file by its path (`--adapter tests/bench/yardsticks.py`) and looks for these functions;
a yardstick takes part when its group is here. Each capability adds its group when it exists:

    engine     engine_open engine_submit engine_step engine_done
    validate   validate_make validate_flat_make
    render     render_make render_client
    inbox      inbox_open inbox_page inbox_badges
    expiry     expiry_open expiry_run
    letters    letter_make pdf_make
    xlsx       export_make xlsx_read_make import_open import_rows
    http       http_command http_path http_headers
"""

import sys
from pathlib import Path

NAME = "tongban"

# the harness imports this file alone, so the product's root has to be on the path
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
