// SPDX-License-Identifier: EUPL-1.2
#include "core/store/entity_index.h"

#include <algorithm>

#include "core/domain/actor.h"
#include "core/domain/event.h"
#include "core/domain/idea.h"
#include "core/domain/kickbox_project.h"
#include "core/domain/mood_session.h"
#include "core/domain/sensing.h"
#include "core/store/fold.h"

namespace qp::store {

namespace {

using domain::EntityKind;

constexpr int kKeyBits = 10;  // ideas of one second
constexpr std::uint32_t kRebuildStep = 5000;

int theme_number(const std::optional<domain::Theme>& theme) {
    return theme ? static_cast<int>(*theme) : -1;
}

std::int64_t theme_bits(const std::vector<domain::Theme>& themes) {
    std::int64_t bits = 0;
    for (const domain::Theme theme : themes) bits |= std::int64_t{1} << static_cast<int>(theme);
    return bits;
}

std::string_view quarter_name(std::string_view slug) {
    const auto quarter = domain::find_quarter(slug);
    return quarter ? quarter->name : std::string_view{};
}

void join(std::string& text, std::string_view more) {
    if (more.empty()) return;
    if (!text.empty()) text += '\n';
    text += more;
}

std::string words_of(const domain::Idea& idea) {
    std::string text = idea.title;
    join(text, idea.text);
    join(text, quarter_name(idea.quarter));
    return fold(text);
}

std::string words_of(const domain::Actor& actor) {
    std::string text = actor.name;
    join(text, actor.summary);
    for (const std::string& competence : actor.competences) join(text, competence);
    for (const std::string& interest : actor.interests) join(text, interest);
    join(text, actor.address);
    join(text, quarter_name(actor.quarter));
    return fold(text);
}

std::string words_of(const domain::KickboxProject& project) {
    std::string text = project.title;
    join(text, project.summary);
    join(text, project.text);
    join(text, project.innovator);
    for (const std::string& wanted : project.help_wanted) join(text, wanted);
    for (const domain::ProjectUpdate& update : project.updates) {
        join(text, update.title);
        join(text, update.text);
    }
    join(text, quarter_name(project.quarter));
    return fold(text);
}

Instant touched_at(const domain::KickboxProject& project) {
    Instant last = project.started_at;
    for (const domain::ProjectUpdate& update : project.updates) last = std::max(last, update.at);
    return last;
}

}  // namespace

Result<bool> EntityIndex::add(std::int64_t number, EntityKind kind, const Id& id,
                              BytesView payload) {
    switch (kind) {
        case EntityKind::idea:
            return add_idea(number, id, payload);
        case EntityKind::actor:
            return add_actor(number, id, payload);
        case EntityKind::project:
            return add_project(number, id, payload);
        case EntityKind::series:
            return add_series(number, id, payload);
        case EntityKind::tally:
            return add_tally(id, payload);
        case EntityKind::idea_notice: {
            const auto notice = domain::decode_idea_notice(payload);
            return notice && notice->id == id;
        }
        case EntityKind::mood_session: {
            const auto session = domain::decode_mood_session(payload);
            return session && session->id == id;
        }
        case EntityKind::event: {
            const auto event = domain::decode_event(payload);
            return event && event->id == id;
        }
        case EntityKind::station: {
            const auto station = domain::decode_station(payload);
            return station && station->id == id;
        }
        case EntityKind::datastream: {
            const auto datastream = domain::decode_datastream(payload);
            return datastream && datastream->id == id;
        }
    }
    return true;  // a kind of a newer version: kept as it is
}

Status EntityIndex::remove(std::int64_t number, EntityKind kind, const Id& id, BytesView payload) {
    switch (kind) {
        case EntityKind::idea:
            return remove_idea(number, payload);
        case EntityKind::actor:
            if (const auto actor = domain::decode_actor(payload)) {
                words_.remove(Shelf::actors, number, words_of(*actor));
            }
            return remove_row("DELETE FROM actors WHERE key = ?1", number);
        case EntityKind::project:
            if (const auto project = domain::decode_kickbox_project(payload)) {
                words_.remove(Shelf::projects, number, words_of(*project));
            }
            return remove_row("DELETE FROM projects WHERE key = ?1", number);
        case EntityKind::series:
            return remove_series(payload);
        case EntityKind::tally:
            return set_supports(id, std::nullopt);
        default:
            return {};
    }
}

Status EntityIndex::remove_row(const char* sql, std::int64_t number) {
    auto statement = database_.prepare(sql);
    if (!statement) return fail(statement.error());
    return statement->bind(1, number).run();
}

Result<std::int64_t> EntityIndex::free_key(std::int64_t second) {
    for (second = std::max<std::int64_t>(second, 0);; ++second) {
        const std::int64_t first = second << kKeyBits;
        const std::int64_t last = first | ((1 << kKeyBits) - 1);
        auto statement =
            database_.prepare("SELECT max(key) FROM ideas WHERE key BETWEEN ?1 AND ?2");
        if (!statement) return fail(statement.error());
        auto row = statement->bind(1, first).bind(2, last).step();
        if (!row) return fail(row.error());
        if (statement->is_null(0)) return first;
        if (statement->integer(0) < last) return statement->integer(0) + 1;
        // The second is full (an import): the next one will do.
    }
}

Status EntityIndex::count_idea(int theme, std::string_view quarter, int ring, int by) {
    auto statement = database_.prepare(
        "INSERT INTO idea_counts(theme, quarter, ring, n) VALUES(?1, ?2, ?3, ?4) "
        "ON CONFLICT DO UPDATE SET n = n + excluded.n");
    if (!statement) return fail(statement.error());
    return statement->bind(1, theme).bind(2, quarter).bind(3, ring).bind(4, by).run();
}

Result<bool> EntityIndex::add_idea(std::int64_t number, const Id& id, BytesView payload) {
    const auto idea = domain::decode_idea(payload);
    if (!idea || idea->id != id || !domain::is_public(idea->status())) return false;
    const auto key = free_key(ms(idea->published_at()) / 1000);
    if (!key) return fail(key.error());
    const int theme = theme_number(idea->theme);
    const int ring = static_cast<int>(domain::ring_of(idea->status()));
    auto statement = database_.prepare(
        "INSERT INTO ideas(key, entity, theme, quarter, ring) VALUES(?1, ?2, ?3, ?4, ?5)");
    if (!statement) return fail(statement.error());
    statement->bind(1, *key).bind(2, number).bind(3, theme).bind(4, idea->quarter).bind(5, ring);
    if (auto done = statement->run(); !done) return fail(done.error());
    if (auto done = count_idea(theme, idea->quarter, ring, 1); !done) return fail(done.error());
    words_.add(Shelf::ideas, *key, words_of(*idea));

    // Its supports may have come before it.
    auto tally = database_.prepare(
        "SELECT payload FROM entities WHERE kind = ?1 AND id = ?2 AND is_damaged = 0 "
        "AND payload IS NOT NULL");
    if (!tally) return fail(tally.error());
    auto row = tally->bind(1, static_cast<int>(EntityKind::tally)).bind(2, id).step();
    if (!row) return fail(row.error());
    if (*row) {
        const auto counted = add_tally(id, tally->blob(0));
        if (!counted) return fail(counted.error());
    }
    return true;
}

Status EntityIndex::remove_idea(std::int64_t number, BytesView payload) {
    const auto idea = domain::decode_idea(payload);
    auto statement =
        database_.prepare("SELECT key, theme, quarter, ring FROM ideas WHERE entity = ?1");
    if (!statement) return fail(statement.error());
    auto row = statement->bind(1, number).step();
    if (!row) return fail(row.error());
    if (!*row || !idea) return {};
    const std::int64_t key = statement->integer(0);
    const std::string quarter{statement->text(2)};
    if (auto done = count_idea(static_cast<int>(statement->integer(1)), quarter,
                               static_cast<int>(statement->integer(3)), -1);
        !done) {
        return done;
    }
    words_.remove(Shelf::ideas, key, words_of(*idea));
    return remove_row("DELETE FROM ideas WHERE key = ?1", key);
}

Result<bool> EntityIndex::add_actor(std::int64_t number, const Id& id, BytesView payload) {
    const auto actor = domain::decode_actor(payload);
    if (!actor || actor->id != id) return false;
    auto statement =
        database_.prepare("INSERT INTO actors(key, sort, sector, themes) VALUES(?1, ?2, ?3, ?4)");
    if (!statement) return fail(statement.error());
    statement->bind(1, number).bind(2, fold(actor->name)).bind(3, static_cast<int>(actor->sector));
    if (auto done = statement->bind(4, theme_bits(actor->themes)).run(); !done) {
        return fail(done.error());
    }
    words_.add(Shelf::actors, number, words_of(*actor));
    return true;
}

Result<bool> EntityIndex::add_project(std::int64_t number, const Id& id, BytesView payload) {
    const auto project = domain::decode_kickbox_project(payload);
    if (!project || project->id != id) return false;
    auto statement =
        database_.prepare("INSERT INTO projects(key, touched_at, themes) VALUES(?1, ?2, ?3)");
    if (!statement) return fail(statement.error());
    statement->bind(1, number).bind(2, ms(touched_at(*project)));
    if (auto done = statement->bind(3, theme_bits(project->themes)).run(); !done) {
        return fail(done.error());
    }
    words_.add(Shelf::projects, number, words_of(*project));
    return true;
}

Result<bool> EntityIndex::add_series(std::int64_t number, const Id& id, BytesView payload) {
    const auto series = domain::decode_series(payload);
    if (!series || domain::series_id(series->datastream, series->day) != id) return false;
    if (series->observations.empty()) return true;
    auto statement = database_.prepare(
        "INSERT OR REPLACE INTO series(datastream, day, entity) VALUES(?1, ?2, ?3)");
    if (!statement) return fail(statement.error());
    statement->bind(1, series->datastream).bind(2, series->day).bind(3, number);
    if (auto done = statement->run(); !done) return fail(done.error());
    return true;
}

Status EntityIndex::remove_series(BytesView payload) {
    const auto series = domain::decode_series(payload);
    if (!series) return {};
    auto statement = database_.prepare("DELETE FROM series WHERE datastream = ?1 AND day = ?2");
    if (!statement) return fail(statement.error());
    return statement->bind(1, series->datastream).bind(2, series->day).run();
}

Result<bool> EntityIndex::add_tally(const Id& id, BytesView payload) {
    const auto tally = domain::decode_tally(payload);
    if (!tally || tally->poll != id) return false;
    if (tally->kind != domain::PollKind::support) return true;
    if (auto done = set_supports(id, tally->total()); !done) return fail(done.error());
    return true;
}

Status EntityIndex::set_supports(const Id& idea, std::optional<std::uint32_t> supports) {
    auto statement = database_.prepare(
        "UPDATE ideas SET supports = ?1 WHERE entity = "
        "(SELECT number FROM entities WHERE kind = ?2 AND id = ?3)");
    if (!statement) return fail(statement.error());
    if (supports) statement->bind(1, *supports);
    return statement->bind(2, static_cast<int>(EntityKind::idea)).bind(3, idea).run();
}

Status EntityIndex::clear() {
    return database_.run(
        "DELETE FROM ideas; DELETE FROM idea_counts; DELETE FROM actors; DELETE FROM projects;"
        "DELETE FROM series; DELETE FROM vocabulary;"
        "INSERT INTO idea_words(idea_words) VALUES('delete-all');"
        "INSERT INTO actor_words(actor_words) VALUES('delete-all');"
        "INSERT INTO project_words(project_words) VALUES('delete-all');");
}

Status EntityIndex::rebuild() {
    if (auto done = clear(); !done) return done;
    std::int64_t last = 0;
    for (bool has_more = true; has_more;) {
        auto statement = database_.prepare(
            "SELECT number, kind, id, payload, is_damaged FROM entities "
            "WHERE number > ?1 AND payload IS NOT NULL ORDER BY number LIMIT ?2");
        if (!statement) return fail(statement.error());
        statement->bind(1, last).bind(2, kRebuildStep);
        has_more = false;
        for (;;) {
            auto row = statement->step();
            if (!row) return fail(row.error());
            if (!*row) break;
            has_more = true;
            last = statement->integer(0);
            const auto kind = static_cast<EntityKind>(statement->integer(1));
            const auto sound = add(last, kind, statement->id(2), statement->blob(3));
            if (!sound) return fail(sound.error());
            if (*sound == (statement->integer(4) == 0)) continue;
            auto mark = database_.prepare("UPDATE entities SET is_damaged = ?2 WHERE number = ?1");
            if (!mark) return fail(mark.error());
            if (auto done = mark->bind(1, last).bind(2, *sound ? 0 : 1).run(); !done) return done;
        }
        statement->reset();
        if (auto done = flush(); !done) return done;
    }
    return {};
}

}  // namespace qp::store
