"""``baoku setup``: indices, users and what Kibana needs, made or brought up to date."""

from __future__ import annotations

from worker.app import connection
from worker.app.holdings import set_up_indices
from worker.app.i18n import say, told
from worker.app.settings import load_settings
from worker.app.wiring import versions_in
from worker.cli.terminal import Terminal
from worker.indexing.accounts import Passwords, set_up_accounts
from worker.indexing.kibana import Kibana, set_up_kibana


def setup() -> None:
    """Create indices and users, or bring them up to date; safe to run again at any time."""
    settings = load_settings()
    found = connection.find(settings)
    report = set_up_indices(settings, found, versions_in(settings))
    users = set_up_accounts(
        found.elasticsearch(found.admin),
        Passwords(
            worker=settings.worker_password.get_secret_value(),
            reader=settings.reader_password.get_secret_value(),
            kibana_system=settings.kibana_password.get_secret_value(),
        ),
        articles_alias=settings.articles_alias,
        issues_alias=settings.issues_alias,
    )
    console = Terminal(soft_wrap=True, markup=False, highlight=False)
    console.print(say("analysis profile: {profile}", profile=report.profile))
    for name in report.created:
        console.print(say("created {name}", name=name))
    for name in report.updated:
        console.print(say("updated {name}", name=name))
    for reason in report.rebuild:
        console.print(say("a rebuild is due: {reason}", reason=told(reason)), style="yellow")
    for name in users:
        console.print(say("user {name} may sign in", name=name))
    if settings.kibana_url:
        kibana = Kibana(settings.kibana_url, found.admin.user, found.admin.password, settings.elasticsearch_ca)
        for title in set_up_kibana(kibana, articles_alias=settings.articles_alias, issues_alias=settings.issues_alias):
            console.print(say("Kibana has {title}", title=title))
