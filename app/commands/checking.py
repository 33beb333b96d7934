"""`doctor` and `verify-log`: how the installation is."""

import json
import sys

import click

SIGNS = {"ok": ("✓", "green"), "warn": ("!", "yellow"), "bad": ("✗", "red")}


@click.command(help="检查各部分并说明如何修复。 How everything is, and how to mend it; status 1 when bad.")
@click.option("--json", "as_json", is_flag=True)
def doctor(as_json: bool) -> None:
    """One line for each thing; the remedy below unless it is well."""
    from app.doctor.examination import examined, worst_of
    from app.installation import opened

    with opened() as here:
        findings = examined(here)
    worst = worst_of(findings)
    if as_json:
        checks = [finding.as_dict() for finding in findings]
        click.echo(json.dumps({"status": worst.value, "checks": checks}, ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            sign, colour = SIGNS[finding.health.state]
            click.secho(f"{sign} {finding.health.state:<4}", fg=colour, nl=False)
            click.echo(f" {finding.title.zh} {finding.title.en}: {finding.health.what.zh}")
            click.echo(f"       {finding.health.what.en}")
            if finding.health.remedy is not None:
                click.echo(f"       → {finding.health.remedy.zh}")
                click.echo(f"         {finding.health.remedy.en}")
    sys.exit(worst.value == "bad")


@click.command(
    "verify-log", help="核验审计日志。 Prove that nobody touched the audit log; status 1 when somebody did."
)
def verify_log() -> None:
    """How much of the log is proved, or the first place that is not."""
    from app.factory import keys_of
    from app.installation import opened
    from kernel.audit import heads_folder, verify

    with opened() as here:
        verdict = verify(here.site.engine, keys_of(here.settings), heads_folder(here.site.folder))
    click.echo(f"已核验 {verdict.sealed} 条，待封存 {verdict.unsealed} 条，链头 {verdict.heads} 个。")
    click.echo(f"{verdict.sealed} entries proved, {verdict.unsealed} not sealed yet, {verdict.heads} heads.")
    if verdict.first is None:
        click.echo("日志完好。 The log is intact.")
        return
    for text in (verdict.first.what, verdict.first.remedy):
        click.echo(f"  {text.zh}\n  {text.en}", err=True)
    sys.exit(1)
