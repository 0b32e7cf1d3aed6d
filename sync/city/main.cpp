// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <iostream>

#include "native/logging.h"
#include "sync/city/program/commands.h"
#include "sync/city/program/relay.h"
#include "sync/city/program/serve.h"

namespace {

using namespace qp::city;
using qp::Status;

struct Options {
    std::string config;  // empty: city.toml, or relay.toml
    bool is_relay = false;
    bool only_key = false;
    bool only_status = false;
    program::EnrollRequest enroll;
    program::InnovatorRequest innovator;
    bool keeps_stage = false;
    bool drops_place = false;
    std::string editor = "editors";
    std::string idea;
    std::string theme;
    std::string quarter;
    std::string status;
    std::string reason;
    std::string demo;
    std::string folder;
    std::string key;
    std::vector<std::string> bundles;
    std::string kiosk;
    std::string scopes;
    program::ImportRequest import;
    int days_ahead = 0;
    bool as_json = false;
};

using Act = std::function<int(const program::CityConfig&)>;

// What the moderation commands have in common: an id, or its beginning, and something to do.
Act on_idea(const Options& options, std::function<Status(staff::Moderation&, const qp::Id&)> what) {
    return [&options, what = std::move(what)](const program::CityConfig& config) {
        return program::moderate(config, options.editor,
                                 [&](staff::Moderation& moderation) -> Status {
                                     const auto id = moderation.find(options.idea);
                                     if (!id) return qp::fail(id.error());
                                     if (auto done = what(moderation, *id); !done) return done;
                                     std::cout << id->hex() << std::endl;
                                     return {};
                                 });
    };
}

Status publish(staff::Moderation& moderation, const qp::Id& id, const Options& options) {
    staff::Moderation::Publishing how;
    how.quarter = options.quarter;
    how.keeps_stage = options.keeps_stage;
    how.drops_place = options.drops_place;
    if (!options.quarter.empty() && options.quarter != qp::domain::kCityScope &&
        !qp::domain::find_quarter(options.quarter))
        return qp::fail(qp::Code::bad_argument, "unknown quarter " + options.quarter);
    if (!options.theme.empty()) {
        how.theme = qp::domain::find_theme(options.theme);
        if (!how.theme) return qp::fail(qp::Code::bad_argument, "unknown theme " + options.theme);
    }
    return moderation.publish(id, how);
}

Status set_status(staff::Moderation& moderation, const qp::Id& id, const Options& options) {
    const auto status = qp::domain::find_idea_status(options.status);
    if (!status) return qp::fail(qp::Code::bad_argument, "unknown status " + options.status);
    return moderation.set_status(id, *status, options.reason);
}

void add_reports_and_stations(CLI::App& moderate, Options& options, Act& act) {
    CLI::App* reports =
        moderate.add_subcommand("reports", "What residents reported of what is public");
    reports->add_flag("--json", options.as_json, "As JSON");
    reports->callback([&] {
        act = [&](const program::CityConfig& config) {
            return program::moderate(config, options.editor, [&](staff::Moderation& moderation) {
                return program::print_reports(moderation, options.as_json);
            });
        };
    });
    CLI::App* dismiss =
        moderate.add_subcommand("dismiss", "Nothing is wrong: what was reported stays public");
    dismiss->add_option("id", options.idea, "Its id, or the first digits")->required();
    dismiss->callback([&] {
        act = on_idea(options, [](staff::Moderation& moderation, const qp::Id& id) {
            return moderation.dismiss_reports(id);
        });
    });
    for (const bool is_withdrawn : {true, false}) {
        CLI::App* station = moderate.add_subcommand(
            is_withdrawn ? "withdraw-station" : "restore-station",
            is_withdrawn ? "Stop showing a faulty station's values" : "Show a station again");
        station->add_option("id", options.idea, "Its id (opendata/stations.csv)")->required();
        station->callback([&, is_withdrawn] {
            act = on_idea(options, [is_withdrawn](staff::Moderation& moderation, const qp::Id& id) {
                return moderation.withdraw_station(id, is_withdrawn);
            });
        });
    }
}

void add_moderation(CLI::App& app, Options& options, Act& act) {
    CLI::App* moderate = app.add_subcommand("moderate", "What editors do with what people write");
    moderate->require_subcommand(1);
    moderate->add_option("--editor", options.editor, "Who decides: names a key of their own")
        ->capture_default_str();

    CLI::App* list = moderate->add_subcommand(
        "list", "What waits: ideas, then updates of projects, oldest first");
    list->add_flag("--json", options.as_json, "As JSON");
    list->callback([&] {
        act = [&](const program::CityConfig& config) {
            return program::moderate(config, options.editor, [&](staff::Moderation& moderation) {
                return program::print_waiting(moderation, options.as_json);
            });
        };
    });
    CLI::App* publish_one =
        moderate->add_subcommand("publish", "Make an idea, its new text or an update public");
    publish_one->add_option("id", options.idea, "Its id, or the first digits")->required();
    publish_one->add_option("--theme", options.theme, "Slug of the Aktionsfeld");
    publish_one->add_option("--quarter", options.quarter, "Slug of the Stadtbezirk, or city");
    publish_one->add_flag("--keep-stage", options.keeps_stage,
                          "Of a project: whatever its update says");
    publish_one->add_flag("--without-place", options.drops_place,
                          "Of an idea: its text without the place it names");
    publish_one->callback([&] {
        act = on_idea(options, [&](staff::Moderation& moderation, const qp::Id& id) {
            return publish(moderation, id, options);
        });
    });
    CLI::App* photos = moderate->add_subcommand("photos", "Write an idea's photos into a folder");
    photos->add_option("id", options.idea, "Its id, or the first digits")->required();
    photos->add_option("folder", options.folder, "Made where it is missing")->required();
    photos->callback([&] {
        act = on_idea(options, [&](staff::Moderation& moderation, const qp::Id& id) {
            return program::write_photos(moderation, id, options.folder);
        });
    });
    CLI::App* decline = moderate->add_subcommand("decline", "Do not publish, or take back");
    decline->add_option("id", options.idea, "Its id, or the first digits")->required();
    decline->add_option("--reason", options.reason, "What its author reads")->required();
    decline->callback([&] {
        act = on_idea(options, [&](staff::Moderation& moderation, const qp::Id& id) {
            return moderation.decline(id, options.reason);
        });
    });
    CLI::App* status = moderate->add_subcommand("status", "Move a public idea on its way");
    status->add_option("id", options.idea, "Its id, or the first digits")->required();
    status
        ->add_option("status", options.status,
                     "collected, dialogue, circle, kickbox, decided, done, not_pursued")
        ->required();
    status->add_option("--reason", options.reason, "Shown with the step")->required();
    status->callback([&] {
        act = on_idea(options, [&](staff::Moderation& moderation, const qp::Id& id) {
            return set_status(moderation, id, options);
        });
    });
    add_reports_and_stations(*moderate, options, act);
}

void add_import(CLI::App& app, Options& options, Act& act) {
    CLI::App* import =
        app.add_subcommand("import", "Bring in CSV files; reading one again updates");
    import->add_option("--actors", options.import.actors, "actors.csv");
    CLI::Option* projects =
        import->add_option("--projects", options.import.projects, "projects.csv");
    import->add_option("--updates", options.import.updates, "project_updates.csv")->needs(projects);
    import->add_option("--events", options.import.events, "events.csv");
    import->add_option("--mood", options.import.mood, "mood.json, marked as demo");
    CLI::Option* ideas =
        import->add_option("--ideas", options.import.ideas, "ideas.csv, marked as demo");
    CLI::Option* steps = import->add_option("--idea-steps", options.import.idea_steps,
                                            "idea_steps.csv, to go with --ideas");
    ideas->needs(steps);
    import->add_option("--demo", options.demo, "A folder with all of these (assets/demo)");
    import->callback([&] {
        act = [&](const program::CityConfig& config) {
            return program::import_content(
                config, options.demo.empty() ? options.import : program::demo_import(options.demo));
        };
    });
}

void add_bundles(CLI::App& app, Options& options, Act& act) {
    CLI::App* bundle = app.add_subcommand(
        "bundle", "What is carried by hand to and from kiosks without a network");
    bundle->require_subcommand(1);
    CLI::App* import = bundle->add_subcommand("import", "Take kiosks' bundles; twice is no harm");
    import->add_option("paths", options.bundles, "Files, or folders with *.qpb")->required();
    import->callback([&] {
        act = [&](const program::CityConfig& config) {
            return program::import_bundles(config, options.bundles);
        };
    });
    CLI::App* back = bundle->add_subcommand("export", "Write the way back to a kiosk");
    back->add_option("--kiosk", options.kiosk, "Its name or key in [[enrolled]]")->required();
    back->add_option("--output", options.folder, "Made where it is missing")->required();
    back->add_option("--scope", options.scopes,
                     "city and slugs of quarters, joined by commas, instead of what it asked for");
    back->callback([&] {
        act = [&](const program::CityConfig& config) {
            return program::export_bundle(config, options.kiosk, options.folder, options.scopes);
        };
    });
}

void add_relay(CLI::App& app, Options& options, Act& act) {
    app.add_flag("--relay", options.is_relay, "The same as the command relay");
    CLI::App* relay = app.add_subcommand(
        "relay", "Take and pass on, where there is no way to the city; reads relay.toml");
    relay->callback([&] { options.is_relay = true; });
    CLI::Option* key =
        relay->add_flag("--key", options.only_key, "Print the relay's key, made at first, and end");
    relay->add_flag("--status", options.only_status, "Print how much it carries, and end")
        ->excludes(key);
    CLI::App* enroll = app.add_subcommand("enroll", "Vouch for a relay: write its certificate");
    enroll->add_option("key", options.enroll.key, "As relay --key prints it")->required();
    enroll->add_option("--name", options.enroll.name, "As people on the spot know it")->required();
    enroll->add_option("--days", options.enroll.days, "How long it is valid")
        ->check(CLI::Range(1, 3650))
        ->capture_default_str();
    enroll->add_option("--out", options.enroll.out, "The certificate's file")
        ->capture_default_str();
    enroll->callback([&] {
        act = [&](const program::CityConfig& config) {
            return program::enroll(config, options.enroll);
        };
    });
}

void add_innovator(CLI::App& app, Options& options, Act& act) {
    CLI::App* innovator = app.add_subcommand("enroll-innovator",
                                             "Let a key speak for a project; keys revoke ends it");
    innovator->add_option("--project", options.innovator.project, "Its key in projects.csv, or id")
        ->required();
    innovator->add_option("--key", options.innovator.key, "As the innovator's phone shows it")
        ->required();
    innovator->callback([&] {
        act = [&](const program::CityConfig& config) {
            return program::enroll_innovator(config, options.innovator);
        };
    });
}

void add_innovators(CLI::App& app, Act& act) {
    app.add_subcommand("innovators", "Which keys speak for which project, and since when")
        ->callback([&] { act = program::print_innovators; });
}

int run_relay(const Options& options) {
    const auto config =
        program::read_relay_config(options.config.empty() ? "relay.toml" : options.config);
    if (!config) {
        std::cerr << config.error().detail << "\n";
        return 2;
    }
    qp::native::set_up_logging("quartierpuls-relay", config->log_level);
    if (options.only_key) return program::print_relay_key(*config);
    if (options.only_status) return program::print_relay_status(*config);
    return program::serve_relay(*config);
}

void add_keys(CLI::App& app, Options& options, Act& act) {
    CLI::App* keys =
        app.add_subcommand("keys", "Print the city's id and keys; makes them at first");
    keys->callback([&] {
        if (!act)
            act = [](const program::CityConfig& config) { return program::print_keys(config); };
    });
    CLI::App* rotate = keys->add_subcommand("rotate", "Add a key; needs keys/genesis.key");
    rotate->add_option("--in-days", options.days_ahead, "When it comes into force")
        ->check(CLI::Range(0, 3650))
        ->capture_default_str();
    rotate->callback([&] {
        act = [&](const program::CityConfig& config) {
            return program::rotate_keys(config, options.days_ahead);
        };
    });
    CLI::App* revoke = keys->add_subcommand(
        "revoke", "A city key (16 hex digits) or a kiosk's, relay's, editor's or innovator's (64)");
    revoke->add_option("key", options.key, "Hex digits")->required();
    revoke->callback([&] {
        act = [&](const program::CityConfig& config) {
            return program::revoke_key(config, options.key);
        };
    });
    CLI::App* reinstate = keys->add_subcommand("reinstate", "Let what a revoked key signed count");
    reinstate->add_option("key", options.key, "64 hex digits")->required();
    reinstate->callback([&] {
        act = [&](const program::CityConfig& config) {
            return program::reinstate_key(config, options.key);
        };
    });
}

void add_others(CLI::App& app, Options& options, Act& act) {
    app.add_subcommand("serve", "Serve until SIGINT or SIGTERM")->callback([&] {
        act = [](const program::CityConfig& config) { return program::serve(config); };
    });
    CLI::App* devices = app.add_subcommand(
        "devices", "What kiosks and relays say of themselves; ends with 1 where one needs help");
    devices->add_flag("--json", options.as_json, "As JSON");
    devices->callback([&] {
        act = [&](const program::CityConfig& config) {
            return program::print_devices(config, options.as_json);
        };
    });
    CLI::App* export_all = app.add_subcommand("export", "Write the open data into a folder");
    export_all->add_option("folder", options.folder, "Made where it is missing")->required();
    export_all->callback([&] {
        act = [&](const program::CityConfig& config) {
            return program::export_open_data(config, options.folder);
        };
    });
}

}  // namespace

int main(int count, char** arguments) {
    CLI::App app{"The city server of Quartierpuls", "quartierpuls-city"};
    app.require_subcommand(0, 1);
    app.fallthrough();
    Options options;
    Act act;
    app.add_option("--config", options.config, "Its TOML file [city.toml]");
    add_keys(app, options, act);
    add_others(app, options, act);
    add_relay(app, options, act);
    add_innovator(app, options, act);
    add_innovators(app, act);
    add_moderation(app, options, act);
    add_import(app, options, act);
    add_bundles(app, options, act);
    CLI11_PARSE(app, count, arguments);

    if (options.is_relay && !act) return run_relay(options);
    if (!act) {
        std::cerr << "A command is required: quartierpuls-city --help\n";
        return 106;  // as CLI11 ends when one is missing
    }
    const auto config =
        program::read_city_config(options.config.empty() ? "city.toml" : options.config);
    if (!config) {
        std::cerr << config.error().detail << "\n";
        return 2;
    }
    qp::native::set_up_logging("quartierpuls-city", config->log_level);
    return act(*config);
}
