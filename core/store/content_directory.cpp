// SPDX-License-Identifier: EUPL-1.2
// Actors, projects, mood sessions and events: some hundreds of each.
#include <algorithm>

#include "core/store/content_impl.h"

namespace qp::store {

namespace {

using domain::EntityKind;

constexpr std::uint32_t kFew = 1;

// A list of one shelf: which rows there are, and in which order.
struct Listing {
    Shelf shelf;
    std::string table;
    std::string condition;  // on `t`, with literal numbers only
    std::string order;
    std::uint32_t offset;
    std::uint32_t limit;
};

struct Found {
    std::vector<std::int64_t> entities;
    std::uint32_t total = 0;
};

Result<Found> run(Database& database, const Listing& listing, const std::string* expression) {
    std::string sql = "SELECT t.key FROM " + listing.table + " t";
    if (expression != nullptr) {
        const std::string words = words_table(listing.shelf);
        sql += " JOIN " + words + " w ON w.rowid = t.key WHERE w." + words + " MATCH ?1";
    } else {
        sql += " WHERE true";
    }
    sql += listing.condition + " ORDER BY " + listing.order;
    auto statement = database.prepare_once(sql);
    if (!statement) return fail(statement.error());
    if (expression != nullptr) statement->bind(1, *expression);
    Found found;
    for (;;) {
        auto row = statement->step();
        if (!row) return fail(row.error());
        if (!*row) return found;
        const std::uint32_t at = found.total++;
        if (at >= listing.offset && at - listing.offset < listing.limit) {
            found.entities.push_back(statement->integer(0));
        }
    }
}

Result<Found> find(Database& database, const Listing& listing, std::string_view text) {
    const WordQuery words{text};
    if (words.is_empty()) return run(database, listing, nullptr);
    const auto exact = words.exact(database, listing.shelf);
    if (!exact) return fail(exact.error());
    auto found = run(database, listing, &*exact);
    if (!found || found->total >= kFew) return found;
    auto forgiving = words.forgiving(database, listing.shelf);
    if (!forgiving) return fail(forgiving.error());
    if (!*forgiving) return found;
    return run(database, listing, &**forgiving);
}

std::string has_theme(const std::optional<domain::Theme>& theme) {
    if (!theme) return {};
    return " AND (t.themes >> " + std::to_string(static_cast<int>(*theme)) + ") & 1";
}

template <class T, class Decode>
Result<std::optional<T>> read(Database& database, std::int64_t entity, Decode decode) {
    auto statement = database.prepare("SELECT payload FROM entities WHERE number = ?1");
    if (!statement) return fail(statement.error());
    auto row = statement->bind(1, entity).step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<T>{};
    auto decoded = decode(statement->blob(0));
    if (!decoded) return std::optional<T>{};
    return std::optional<T>{std::move(*decoded)};
}

template <class T, class Decode>
Result<Page<T>> read_page(Database& database, const Found& found, Decode decode) {
    Page<T> page;
    page.total = found.total;
    for (const std::int64_t entity : found.entities) {
        auto item = read<T>(database, entity, decode);
        if (!item) return fail(item.error());
        if (*item) page.items.push_back(std::move(**item));
    }
    return page;
}

template <class T, class Decode>
Result<std::optional<T>> read_one(Content& content, EntityKind kind, const Id& id, Decode decode) {
    auto held = content.entity(kind, id);
    if (!held) return fail(held.error());
    if (!*held || !(*held)->payload) return std::optional<T>{};
    auto decoded = decode(*(*held)->payload);
    if (!decoded || decoded->id != id) return std::optional<T>{};
    return std::optional<T>{std::move(*decoded)};
}

}  // namespace

Result<Page<domain::Actor>> Content::actors(const ActorQuery& query) {
    std::string condition = has_theme(query.theme);
    if (query.sector) {
        condition += " AND t.sector = " + std::to_string(static_cast<int>(*query.sector));
    }
    const Listing listing{Shelf::actors,   "actors",     condition,
                          "t.sort, t.key", query.offset, query.limit};
    auto found = find(impl_->database, listing, query.text);
    if (!found) return fail(found.error());
    return read_page<domain::Actor>(impl_->database, *found, domain::decode_actor);
}

Result<std::optional<domain::Actor>> Content::actor(const Id& id) {
    return read_one<domain::Actor>(*this, EntityKind::actor, id, domain::decode_actor);
}

Result<Page<domain::KickboxProject>> Content::projects(const ProjectQuery& query) {
    const Listing listing{Shelf::projects,        "projects",
                          has_theme(query.theme), "t.touched_at DESC, t.key",
                          query.offset,           query.limit};
    auto found = find(impl_->database, listing, query.text);
    if (!found) return fail(found.error());
    return read_page<domain::KickboxProject>(impl_->database, *found,
                                             domain::decode_kickbox_project);
}

Result<std::optional<domain::KickboxProject>> Content::project(const Id& id) {
    return read_one<domain::KickboxProject>(*this, EntityKind::project, id,
                                            domain::decode_kickbox_project);
}

Result<std::vector<domain::MoodSession>> Content::mood_sessions(Instant now) {
    auto sessions =
        impl_->all_of<domain::MoodSession>(EntityKind::mood_session, domain::decode_mood_session);
    if (!sessions) return sessions;
    const auto is_open = [now](const domain::MoodSession& session) {
        return session.opens_at <= now && now < session.closes_at;
    };
    std::stable_sort(sessions->begin(), sessions->end(),
                     [&](const domain::MoodSession& a, const domain::MoodSession& b) {
                         if (is_open(a) != is_open(b)) return is_open(a);
                         return a.opens_at > b.opens_at;
                     });
    return sessions;
}

Result<std::vector<domain::Event>> Content::events(Instant from, std::uint32_t limit) {
    auto events = impl_->all_of<domain::Event>(EntityKind::event, domain::decode_event);
    if (!events) return events;
    events->erase(
        std::remove_if(events->begin(), events->end(),
                       [from](const domain::Event& event) { return event.ends_at <= from; }),
        events->end());
    std::stable_sort(
        events->begin(), events->end(),
        [](const domain::Event& a, const domain::Event& b) { return a.starts_at < b.starts_at; });
    if (events->size() > limit) events->resize(limit);
    return events;
}

}  // namespace qp::store
