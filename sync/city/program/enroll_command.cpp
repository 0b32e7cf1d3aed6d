// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <iostream>

#include "core/ops/relay.h"
#include "native/system_clock.h"
#include "sync/city/ingest/imports.h"
#include "sync/city/program/commands.h"
#include "sync/city/relay/relay_key.h"
#include "sync/city/storage/key_store.h"
#include "sync/city/storage/storage.h"

namespace qp::city::program {

namespace {

// A laptop's clock may be behind ours, and an event begins today.
constexpr auto kBackdated = std::chrono::hours{24};

Status enroll_one(const CityConfig& config, const EnrollRequest& request) {
    const auto bytes = from_hex(request.key);
    const auto relay = bytes ? to_array<32>(*bytes) : std::nullopt;
    if (!relay)
        return fail(Code::bad_argument,
                    "a relay's key has 64 hex digits: \"quartierpuls-city relay --key\" prints it");
    if (request.name.empty() || request.name.size() > ops::kRelayNameBytesMax)
        return fail(Code::bad_argument, "a name of 1 to 200 bytes");
    const auto keys = storage::KeyStore::open(storage::DataFiles{config.data_dir}.keys);
    if (!keys) return fail(keys.error());
    native::SystemClock clock;
    const Instant now = clock.now();
    const Bytes certificate =
        ops::sign_relay_certificate(keys->city(), keys->signing_key(now), *relay, request.name,
                                    now - kBackdated, now + std::chrono::hours{24} * request.days);
    return relay::write_certificate(request.out, certificate);
}

bool is_blank(char c) {
    return c == ' ' || c == '-';
}

Result<domain::KickboxProject> named_project(store::Content& content, const std::string& name) {
    const Id id = Id::from_hex(name).value_or(ingest::project_id(name));
    auto project = content.project(id);
    if (!project) return fail(project.error());
    if (!*project) return fail(Code::not_found, "no public project has the key or id " + name);
    return std::move(**project);
}

// The project's title.
Result<std::string> enroll_innovator_in(const CityConfig& config, InnovatorRequest request) {
    std::string& key = request.key;
    key.erase(std::remove_if(key.begin(), key.end(), is_blank), key.end());
    const auto bytes = from_hex(key);
    const auto author = bytes ? to_array<32>(*bytes) : std::nullopt;
    if (!author)
        return fail(Code::bad_argument,
                    "an innovator's key has 64 hex digits: their phone shows "
                    "them under \"Das ist mein Projekt\"");
    const storage::DataFiles files{config.data_dir};
    auto content = store::Content::open(files.content);
    if (!content) return fail(content.error());
    auto project = named_project(*content, request.project);
    if (!project) return fail(project.error());
    auto log = storage::OperationLog::open(files.operations);
    if (!log) return fail(log.error());
    native::SystemClock clock;
    if (auto done = log->enroll_innovator(*author, project->id, clock.now()); !done)
        return fail(done.error());
    return std::move(project->title);
}

Status print_innovators_of(const CityConfig& config) {
    const storage::DataFiles files{config.data_dir};
    auto content = store::Content::open(files.content);
    if (!content) return fail(content.error());
    auto log = storage::OperationLog::open(files.operations);
    if (!log) return fail(log.error());
    const auto innovators = log->innovators();
    if (!innovators) return fail(innovators.error());
    for (const storage::Innovator& one : *innovators) {
        const auto project = content->project(one.project);
        if (!project) return fail(project.error());
        std::cout << to_iso(one.enrolled_at) << " " << to_hex(one.author) << " "
                  << one.project.hex() << (one.is_revoked ? " revoked" : "")
                  << (*project ? " \"" + (*project)->title + "\"" : "") << "\n";
    }
    std::cout << std::flush;
    return {};
}

}  // namespace

int print_innovators(const CityConfig& config) {
    const auto done = print_innovators_of(config);
    if (!done) std::cerr << native::describe(done.error()) << "\n";
    return done ? 0 : 1;
}

int enroll_innovator(const CityConfig& config, const InnovatorRequest& request) {
    const auto title = enroll_innovator_in(config, request);
    if (!title) {
        std::cerr << native::describe(title.error()) << "\n";
        return 1;
    }
    std::cout << "what this key says of \"" << *title << "\" waits for the editors from now on\n"
              << std::flush;
    return 0;
}

int enroll(const CityConfig& config, const EnrollRequest& request) {
    if (auto done = enroll_one(config, request); !done) {
        std::cerr << native::describe(done.error()) << "\n";
        return 1;
    }
    std::cout << request.out << " is for " << request.days << " days: put it beside the relay's "
              << "key.\nSo that ballots count as coming from a kiosk, add to the city's file:\n\n"
              << "[[enrolled]]\nname = \"" << request.name << "\"\nkey = \"" << request.key
              << "\"\n"
              << std::flush;
    return 0;
}

}  // namespace qp::city::program
