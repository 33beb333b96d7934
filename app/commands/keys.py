"""`keys`: makes the secrets of a site, and exchanges one for a new one."""

import click

PURPOSES = click.Choice(["encryption", "blind_index", "signing", "session", "audit"])


@click.group(help="密钥：生成与轮换。 The keys of the site.")
def keys() -> None:
    """The key file, whose secrets are never shown."""


@keys.command(help="补齐密钥文件中缺少的密钥。 Make the keys that are missing.")
def make() -> None:
    """Every purpose has a key; those that exist are left alone."""
    import config
    from kernel.keys import ensure_keys, refuse_inside

    refuse_inside(config.KEYS_FILE, config.DATA_DIR)
    ring = ensure_keys(config.KEYS_FILE)
    click.echo(f"{config.KEYS_FILE}: {', '.join(ring.keys)}")
    click.echo("请另行备份，勿与数据放在一起。 Keep a copy of it, apart from the data.")


@keys.command(help="换用新密钥，旧密钥保留以打开旧内容。 A new key; the old one still opens what it closed.")
@click.argument("purpose", type=PURPOSES)
def rotate(purpose: str) -> None:
    """What is closed from now on is closed with a new key."""
    import config
    from kernel.keys import Purpose, rotated

    ring = rotated(config.KEYS_FILE, Purpose(purpose))
    click.echo(f"{purpose}: {ring.current(Purpose(purpose)).id}")
    click.echo("重启服务后生效。 In force after a restart.")
