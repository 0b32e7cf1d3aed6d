# SPDX-License-Identifier: EUPL-1.2
"""Debian's WebKitGTK in one window of a phone's size, steered by WebKitWebDriver.

Its own MiniBrowser forgets everything as soon as it is steered. A phone does not, so this one keeps in --profile what
pages keep. What a page says on its console, and each request to another host, goes to standard output.
"""
import argparse
import sys
from urllib.parse import urlsplit

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

WIDTH, HEIGHT = 390, 844


def context_of(profile):
    kept = WebKit2.WebsiteDataManager(base_data_directory=f"{profile}/data", base_cache_directory=f"{profile}/cache")
    context = WebKit2.WebContext(website_data_manager=kept)
    context.set_automation_allowed(True)
    context.set_preferred_languages(["de-DE"])
    return context


def tell_foreign(city):
    def on_resource(_view, _resource, request):
        address = urlsplit(request.get_uri())
        if address.scheme.startswith("http") and address.netloc != city:
            print(f"foreign {request.get_uri()}", flush=True)
    return on_resource


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--profile", required=True)
    parser.add_argument("--city", required=True, help="host and port that pages may ask")
    options = parser.parse_args()

    context = context_of(options.profile)
    settings = WebKit2.Settings(enable_write_console_messages_to_stdout=True)
    settings.set_hardware_acceleration_policy(WebKit2.HardwareAccelerationPolicy.NEVER)

    def new_tab(_session):
        view = WebKit2.WebView(web_context=context, settings=settings, is_controlled_by_automation=True)
        view.connect("resource-load-started", tell_foreign(options.city))
        window = Gtk.Window(default_width=WIDTH, default_height=HEIGHT)
        window.add(view)
        view.connect("close", lambda _: window.destroy())
        window.show_all()
        return view

    context.connect("automation-started", lambda _, session: session.connect("create-web-view", new_tab))
    Gtk.main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
