"""`seams`: the documentation that is made from the code."""

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
