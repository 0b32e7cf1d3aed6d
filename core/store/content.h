// SPDX-License-Identifier: EUPL-1.2
// What is public: entities as the city published them, with the indexes that screens need. The city
// keeps its own in the same form, so that pull, snapshot and first view read one table. On a device
// everything here can be fetched again; what a person entered stands in Local.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/domain/actor.h"
#include "core/domain/entity.h"
#include "core/domain/event.h"
#include "core/domain/idea.h"
#include "core/domain/kickbox_project.h"
#include "core/domain/mood_session.h"
#include "core/domain/sensing.h"
#include "core/store/database.h"

namespace qp::store {

// One entity in one version, or its tombstone. Pull carries exactly this (core/ops/pull.h).
struct Change {
    domain::EntityKind kind = domain::EntityKind::idea;
    Id id;
    std::uint64_t seq = 0;  // the city's order, from 1
    std::string scope;      // kCityScope or a quarter
    std::uint8_t version = 1;
    std::optional<Bytes> payload;  // unset: erased or withdrawn
    bool operator==(const Change&) const = default;
};

enum class Order { newest, most_supported };

struct IdeaQuery {
    std::string text;  // empty: all; umlauts and one typing error are forgiven, prefixes match
    std::optional<domain::Theme> theme;
    std::string quarter;  // empty: all
    std::optional<domain::Ring> ring;
    Order order = Order::newest;
    std::uint32_t offset = 0;
    std::uint32_t limit = 20;
    bool operator==(const IdeaQuery&) const = default;
};
struct FoundIdea {
    domain::Idea idea;
    std::optional<domain::Tally> supports;  // unset: not known, which is not zero
};
struct ActorQuery {
    std::string text;
    std::optional<domain::Sector> sector;
    std::optional<domain::Theme> theme;
    std::uint32_t offset = 0;
    std::uint32_t limit = 50;
    bool operator==(const ActorQuery&) const = default;
};
struct ProjectQuery {
    std::string text;
    std::optional<domain::Theme> theme;
    std::uint32_t offset = 0;
    std::uint32_t limit = 50;
    bool operator==(const ProjectQuery&) const = default;
};
template <class T>
struct Page {
    std::vector<T> items;
    std::uint32_t total = 0;
};

// The newest value of a datastream, with what it belongs to.
struct Latest {
    domain::Station station;
    domain::Datastream datastream;
    std::optional<domain::Observation> observation;  // unset: none known
    double day_sum = 0;  // counts: sum of the German calendar day of `observation`
};

// What the city makes public, or takes back (payload unset).
struct Publication {
    domain::EntityKind kind = domain::EntityKind::idea;
    Id id;
    std::string scope;
    std::uint8_t version = 1;
    std::optional<Bytes> payload;
};

class Content {
public:
    // Migrations run on opening. Errors as Database::open.
    static Result<Content> open(const std::string& path);
    Content(Content&&) noexcept;
    Content& operator=(Content&&) noexcept;
    ~Content();

    // Changes and the cursor after them, in one transaction. A change whose seq is not above the
    // one held is passed over. A kind this program does not know is kept as it is. A payload that
    // does not decode is kept, counted in `damaged`, and shown nowhere.
    struct Applied {
        std::uint32_t applied = 0;
        std::uint32_t damaged = 0;
    };
    Result<Applied> apply(const std::vector<Change>& changes, BytesView cursor);
    // Changes for an entity that the city publishes itself: gives it the next seq. City only.
    // bad_argument: a payload that no device could read (limits stand with the domain's types);
    // nothing is published.
    Result<std::uint64_t> publish(domain::EntityKind kind, const Id& id, std::string_view scope,
                                  std::uint8_t version, std::optional<BytesView> payload);
    // Many in one transaction; the seq of the last one. The next seq is taken under the write lock,
    // so that several processes may publish into one file. An empty list changes nothing.
    Result<std::uint64_t> publish(const std::vector<Publication>& publications);
    // A city that was restored from a backup starts at a lower seq. begin_rebuild: everything stays
    // to be seen but takes any seq again, the cursor is empty. finish_rebuild: what has not come
    // again since is gone, and the cursor stands. Each in one transaction.
    Status begin_rebuild();
    Status finish_rebuild(BytesView cursor);
    // From here on what is held is only a part, over restarts too, until finish_rebuild or
    // replace_with. Where something is held already it is not: that was whole once.
    Status begin_first_pull();
    Result<bool> is_part();
    // Nothing is held any more, not even a cursor, and whatever was damaged in the file is gone:
    // for what comes from the city again. In one transaction.
    Status clear();
    // Whether all that is held belongs to these scopes.
    Result<bool> is_within(const std::vector<std::string>& scopes);
    // All that is held into a new file, indexes included, with this cursor.
    Status copy_to(const std::string& path, BytesView cursor);
    // All that `copy` holds, cursor and indexes included, in place of what is held here: in one
    // transaction, so that the one or the other is seen. Where nothing was held it does not wait
    // for the disk, and a power cut may still take it whole. How many entities that are.
    Result<std::uint64_t> replace_with(Content& copy);
    // Empty: none yet. (apply() with an empty cursor leaves it as it is.)
    Result<Bytes> cursor();
    Result<std::uint64_t> last_seq();
    // Entities above `seq` in these scopes, ascending, at most `limit` and about `bytes_max` of
    // payload.
    Result<std::vector<Change>> changes_since(std::uint64_t seq,
                                              const std::vector<std::string>& scopes,
                                              std::uint32_t limit, std::size_t bytes_max);
    Result<std::optional<Change>> entity(domain::EntityKind kind, const Id& id);

    Result<Page<FoundIdea>> ideas(const IdeaQuery& query);
    Result<std::optional<FoundIdea>> idea(const Id& id);
    // Public ideas like this draft's words, best first, at most `limit`.
    Result<std::vector<FoundIdea>> similar_ideas(std::string_view text, std::uint32_t limit);
    Result<std::optional<domain::IdeaNotice>> idea_notice(const Id& id);
    // The idea, public or not, whose receipt code has this tag. Looks through all of them, since
    // it is asked for now and then only: 100,000 ideas take some tens of milliseconds.
    Result<std::optional<Id>> idea_with_tag(const domain::LookupTag& tag);
    Result<Page<domain::Actor>> actors(const ActorQuery& query);
    Result<std::optional<domain::Actor>> actor(const Id& id);
    Result<Page<domain::KickboxProject>> projects(const ProjectQuery& query);
    Result<std::optional<domain::KickboxProject>> project(const Id& id);
    // Open at `now` first, then by opening time, newest first.
    Result<std::vector<domain::MoodSession>> mood_sessions(Instant now);
    Result<std::optional<domain::Tally>> tally(const Id& poll);
    // Those that end after `from`, the next one first.
    Result<std::vector<domain::Event>> events(Instant from, std::uint32_t limit);

    Result<std::vector<domain::Station>> stations();
    Result<std::optional<domain::Station>> station(const Id& id);
    Result<std::vector<Latest>> latest();  // every datastream of stations not withdrawn
    Result<std::vector<Latest>> latest_of(const Id& station);
    // From `from` on and before `to`, ascending.
    Result<std::vector<domain::Observation>> observations(const Id& datastream, Instant from,
                                                          Instant to);
    // For exports: every entity of a kind that is not erased, ascending by seq.
    Result<std::vector<Change>> all(domain::EntityKind kind);
    // The same in pieces: at most `limit` above `after_seq`.
    Result<std::vector<Change>> some(domain::EntityKind kind, std::uint64_t after_seq,
                                     std::uint32_t limit);
    // Entities whose payload does not decode: kept, shown nowhere.
    Result<std::uint32_t> damaged();

    Database& database();

private:
    struct Impl;
    explicit Content(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace qp::store
