// SPDX-License-Identifier: EUPL-1.2
// Ideas: lists, search, likeness.
#include <algorithm>
#include <map>

#include "core/store/content_impl.h"

namespace qp::store {

namespace {

using domain::EntityKind;

constexpr std::uint32_t kFew = 3;  // so few found: perhaps there is a typing error
constexpr std::size_t kLikeWordsMax = 8;
constexpr std::uint32_t kLikeRowsMax = 400;  // looked at for each word

// The conditions of a query on `ideas i`. Values are numbers and slugs of ours, bound all the same.
struct Filter {
    std::string sql;
    const IdeaQuery& query;

    explicit Filter(const IdeaQuery& asked) : query{asked} {
        if (query.theme) sql += " AND i.theme = ?3";
        if (!query.quarter.empty()) sql += " AND i.quarter = ?4";
        if (query.ring) sql += " AND i.ring = ?5";
    }
    void bind(Statement& statement) const {
        if (query.theme) statement.bind(3, static_cast<int>(*query.theme));
        if (!query.quarter.empty()) statement.bind(4, query.quarter);
        if (query.ring) statement.bind(5, static_cast<int>(*query.ring));
    }
};

struct Found {
    std::vector<std::int64_t> entities;
    std::uint32_t total = 0;
};

Result<std::uint32_t> number_of(Database& database, const std::string& sql, const Filter& filter,
                                const std::string* expression) {
    auto statement = database.prepare_once(sql);
    if (!statement) return fail(statement.error());
    filter.bind(*statement);
    if (expression != nullptr) statement->bind(6, *expression);
    auto row = statement->step();
    if (!row) return fail(row.error());
    return static_cast<std::uint32_t>(statement->integer(0));
}

Result<std::vector<std::int64_t>> entities_of(Database& database, const std::string& sql,
                                              const Filter& filter, const std::string* expression) {
    auto statement = database.prepare_once(sql);
    if (!statement) return fail(statement.error());
    statement->bind(1, filter.query.limit).bind(2, filter.query.offset);
    filter.bind(*statement);
    if (expression != nullptr) statement->bind(6, *expression);
    std::vector<std::int64_t> entities;
    for (;;) {
        auto row = statement->step();
        if (!row) return fail(row.error());
        if (!*row) return entities;
        entities.push_back(statement->integer(0));
    }
}

Result<Found> listed(Database& database, const IdeaQuery& query) {
    const Filter filter{query};
    const std::string order = query.order == Order::newest
                                  ? " ORDER BY i.key DESC"
                                  : " ORDER BY i.supports DESC, i.key DESC";
    auto total =
        number_of(database, "SELECT coalesce(sum(n), 0) FROM idea_counts i WHERE true" + filter.sql,
                  filter, nullptr);
    if (!total) return fail(total.error());
    auto entities = entities_of(
        database,
        "SELECT i.entity FROM ideas i WHERE true" + filter.sql + order + " LIMIT ?1 OFFSET ?2",
        filter, nullptr);
    if (!entities) return fail(entities.error());
    return Found{std::move(*entities), *total};
}

// Folded words hold letters and digits alone: the star is the index's sign for "may go on".
bool asks_for_beginnings(const std::string& expression) {
    return expression.find('*') != std::string::npos;
}

// For a beginning of many words the index gathers all that hold any of them before it gives the
// first: asking for the number and for the page apart would gather them twice.
Result<Found> newest_in_one_go(Database& database, const IdeaQuery& query,
                               const std::string& expression) {
    auto keys = database.prepare(
        "SELECT w.rowid FROM idea_words w WHERE w.idea_words MATCH ?1 ORDER BY w.rowid DESC");
    if (!keys) return fail(keys.error());
    auto entity = database.prepare("SELECT entity FROM ideas WHERE key = ?1");
    if (!entity) return fail(entity.error());
    keys->bind(1, expression);
    Found found;
    for (;; ++found.total) {
        const auto row = keys->step();
        if (!row) return fail(row.error());
        if (!*row) return found;
        if (found.total < query.offset || found.entities.size() == query.limit) continue;
        const auto held = entity->bind(1, keys->integer(0)).step();
        if (!held) return fail(held.error());
        if (*held) found.entities.push_back(entity->integer(0));
        entity->reset();
    }
}

// The index gives keys in order, so that the newest page is found without sorting.
Result<Found> searched(Database& database, const IdeaQuery& query, const std::string& expression) {
    const Filter filter{query};
    if (filter.sql.empty() && query.order == Order::newest && asks_for_beginnings(expression))
        return newest_in_one_go(database, query, expression);
    const std::string from =
        " FROM idea_words w CROSS JOIN ideas i ON i.key = w.rowid WHERE w.idea_words MATCH ?6" +
        filter.sql;
    auto total = number_of(database,
                           filter.sql.empty()
                               ? "SELECT count(*) FROM idea_words w WHERE w.idea_words MATCH ?6"
                               : "SELECT count(*)" + from,
                           filter, &expression);
    if (!total) return fail(total.error());
    const std::string order = query.order == Order::newest
                                  ? " ORDER BY w.rowid DESC"
                                  : " ORDER BY i.supports DESC, i.key DESC";
    auto entities = entities_of(database, "SELECT i.entity" + from + order + " LIMIT ?1 OFFSET ?2",
                                filter, &expression);
    if (!entities) return fail(entities.error());
    return Found{std::move(*entities), *total};
}

Result<Found> find(Database& database, const IdeaQuery& query) {
    const WordQuery words{query.text};
    if (words.is_empty()) return listed(database, query);
    const auto exact = words.exact(database, Shelf::ideas);
    if (!exact) return fail(exact.error());
    auto found = searched(database, query, *exact);
    if (!found || found->total >= kFew) return found;
    auto forgiving = words.forgiving(database, Shelf::ideas);
    if (!forgiving) return fail(forgiving.error());
    if (!*forgiving) return found;
    return searched(database, query, **forgiving);
}

Result<std::optional<FoundIdea>> read_idea(Content& content, BytesView payload) {
    auto idea = domain::decode_idea(payload);
    if (!idea) return std::optional<FoundIdea>{};
    auto tally = content.tally(idea->id);
    if (!tally) return fail(tally.error());
    return std::optional<FoundIdea>{FoundIdea{std::move(*idea), std::move(*tally)}};
}

Status read_ideas(Content& content, const std::vector<std::int64_t>& entities,
                  std::vector<FoundIdea>& ideas) {
    for (const std::int64_t entity : entities) {
        auto statement =
            content.database().prepare("SELECT payload FROM entities WHERE number = ?1");
        if (!statement) return fail(statement.error());
        auto row = statement->bind(1, entity).step();
        if (!row) return fail(row.error());
        if (!*row) continue;
        auto idea = read_idea(content, statement->blob(0));
        if (!idea) return fail(idea.error());
        if (*idea) ideas.push_back(std::move(**idea));
    }
    return {};
}

}  // namespace

Result<Page<FoundIdea>> Content::ideas(const IdeaQuery& query) {
    auto transaction = Transaction::read(impl_->database);
    if (!transaction) return fail(transaction.error());
    auto found = find(impl_->database, query);
    if (!found) return fail(found.error());
    Page<FoundIdea> page;
    page.total = found->total;
    if (auto read = read_ideas(*this, found->entities, page.items); !read) {
        return fail(read.error());
    }
    return page;
}

Result<std::optional<FoundIdea>> Content::idea(const Id& id) {
    auto statement = impl_->database.prepare(
        "SELECT payload FROM entities WHERE kind = ?1 AND id = ?2 AND is_damaged = 0 "
        "AND payload IS NOT NULL");
    if (!statement) return fail(statement.error());
    auto row = statement->bind(1, static_cast<int>(EntityKind::idea)).bind(2, id).step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<FoundIdea>{};
    return read_idea(*this, statement->blob(0));
}

Result<std::vector<FoundIdea>> Content::similar_ideas(std::string_view text, std::uint32_t limit) {
    auto known = known_words(impl_->database, Shelf::ideas, text);
    if (!known) return fail(known.error());
    IdeaQuery everything;
    everything.limit = 0;
    auto all = listed(impl_->database, everything);
    if (!all) return fail(all.error());

    // A word weighs the more the fewer ideas hold it; what stands in every fifth says nothing.
    std::map<std::int64_t, double> weights;
    std::map<std::int64_t, int> shared;
    std::size_t used = 0;
    for (const RareWord& word : *known) {
        if (used == kLikeWordsMax) break;
        if (word.word.size() < 4 || (all->total >= 20 && word.count * 5 > all->total)) continue;
        ++used;
        auto statement = impl_->database.prepare(
            "SELECT i.entity FROM idea_words w CROSS JOIN ideas i ON i.key = w.rowid "
            "WHERE w.idea_words MATCH ?1 ORDER BY w.rowid DESC LIMIT ?2");
        if (!statement) return fail(statement.error());
        statement->bind(1, "\"" + word.word + "\"").bind(2, kLikeRowsMax);
        for (;;) {
            auto row = statement->step();
            if (!row) return fail(row.error());
            if (!*row) break;
            weights[statement->integer(0)] += 1.0 / (1.0 + word.count);
            ++shared[statement->integer(0)];
        }
    }

    std::vector<std::pair<double, std::int64_t>> best;
    for (const auto& [entity, weight] : weights) {
        // One word in common is chance, unless there was only one to compare.
        if (shared[entity] >= 2 || used == 1) best.emplace_back(weight, entity);
    }
    std::sort(best.begin(), best.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second > b.second;
    });
    std::vector<std::int64_t> entities;
    for (const auto& [weight, entity] : best) {
        if (entities.size() == limit) break;
        entities.push_back(entity);
    }
    std::vector<FoundIdea> ideas;
    if (auto read = read_ideas(*this, entities, ideas); !read) return fail(read.error());
    return ideas;
}

Result<std::optional<domain::IdeaNotice>> Content::idea_notice(const Id& id) {
    auto found = entity(EntityKind::idea_notice, id);
    if (!found) return fail(found.error());
    if (!*found || !(*found)->payload) return std::optional<domain::IdeaNotice>{};
    auto notice = domain::decode_idea_notice(*(*found)->payload);
    if (!notice) return std::optional<domain::IdeaNotice>{};
    return std::optional<domain::IdeaNotice>{std::move(*notice)};
}

Result<std::optional<Id>> Content::idea_with_tag(const domain::LookupTag& tag) {
    // 16 random bytes stand in a payload as what they are, or not at all.
    auto find = impl_->database.prepare(
        "SELECT id FROM entities WHERE kind IN (?1, ?2) AND is_damaged = 0 AND "
        "instr(payload, ?3) > 0");
    if (!find) return fail(find.error());
    find->bind(1, static_cast<int>(EntityKind::idea));
    find->bind(2, static_cast<int>(EntityKind::idea_notice)).bind(3, BytesView{tag});
    const auto row = find->step();
    if (!row) return fail(row.error());
    return *row ? std::optional<Id>{find->id(0)} : std::optional<Id>{};
}

Result<std::optional<domain::Tally>> Content::tally(const Id& poll) {
    auto statement = impl_->database.prepare(
        "SELECT payload FROM entities WHERE kind = ?1 AND id = ?2 AND is_damaged = 0 "
        "AND payload IS NOT NULL");
    if (!statement) return fail(statement.error());
    auto row = statement->bind(1, static_cast<int>(EntityKind::tally)).bind(2, poll).step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<domain::Tally>{};
    auto tally = domain::decode_tally(statement->blob(0));
    if (!tally) return std::optional<domain::Tally>{};
    return std::optional<domain::Tally>{std::move(*tally)};
}

}  // namespace qp::store
