"""`plugin new` and `plugin check`: for those who write plugins."""

import sys
from pathlib import Path

import click


@click.command(help="生成一个可以直接安装的数据插件。 A new plugin of data that already installs.")
@click.argument("name")
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), help="放在哪个目录。 Where to put it."
)
def new(name: str, folder: Path | None) -> None:
    """The folder of a working plugin."""
    import config
    from app.scaffold import scaffolded
    from kernel.manifest import discovered

    parent = folder or config.ADDONS_PATH[0]
    for path in scaffolded(name, parent, taken=discovered(config.PLUGIN_FOLDERS).manifests):
        click.echo(f"  {path}")
    click.echo("下一步 Next:")
    click.echo(f"  python -m app plugin check {parent / name}")
    click.echo(f"  python -m app plugin install {name}")


@click.command(help="检查插件文件夹，并在临时数据库中试装。 Check a folder and install it on trial.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def check(folder: Path) -> None:
    """Every problem with its file and line; status 1 when there is one."""
    import config
    from app.plugincheck import problems_of

    problems = problems_of(folder.resolve(), config.PLUGIN_FOLDERS)
    for problem in problems:
        click.echo(problem.sentence("zh"))
        click.echo(f"    {problem.sentence('en')}")
    if problems:
        click.echo(f"{len(problems)} 处问题。 {len(problems)} problems.", err=True)
        sys.exit(1)
    click.echo(f"没有发现问题，试装成功：{folder.name}。 No problem found; it installs.")
