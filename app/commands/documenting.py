"""`seams`, `schema`: the documentation that is made from the code."""

import json
from pathlib import Path

import click

PAGE = "docs/seams.md"


@click.command(help=f"所有接缝及其内容。 Every seam and what is offered there; --write writes {PAGE}.")
@click.option("--write", is_flag=True, help=f"写入 {PAGE}。 Write the page.")
def seams(write: bool) -> None:
    """The page, on the terminal or in its file."""
    import config
    from app.shipped import page_of_seams

    page = page_of_seams(config.ROOT)
    if write:
        (config.ROOT / PAGE).write_text(page, encoding="utf-8")
        click.echo(PAGE)
    else:
        click.echo(page, nl=False)


@click.command(
    help="某类定义的 YAML 语言（JSON Schema），供编辑器使用。 The YAML language of a kind of definitions, for editors."
)
@click.argument("kind", default="form")
@click.option(
    "--write", type=click.Path(dir_okay=False, path_type=Path), help="写入文件。 Write it to a file."
)
def schema(kind: str, write: Path | None) -> None:
    """The schema, on the terminal or in a file."""
    import config
    from app.shipped import language_of, shipped

    found = json.dumps(language_of(shipped(config.ROOT), kind), ensure_ascii=False, indent=1)
    if write is None:
        click.echo(found)
        return
    write.parent.mkdir(parents=True, exist_ok=True)
    write.write_text(f"{found}\n", encoding="utf-8")
    click.echo(str(write))
