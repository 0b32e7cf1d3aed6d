// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/staff/moderation.h"

#include <algorithm>

#include "core/ops/sealing.h"
#include "sync/city/storage/storage.h"

namespace qp::city::staff {

namespace {

using domain::EntityKind;
using storage::Publication;

constexpr std::size_t kBeginningMin = 4;
// The chain of an idea that came from a file: nobody here is its author.
constexpr storage::ChainId kImported = 0;

domain::IdeaDraft draft_of(std::string title, std::string text, std::string quarter,
                           const std::string& theme, std::string language) {
    domain::IdeaDraft draft;
    draft.title = std::move(title);
    draft.text = std::move(text);
    draft.quarter = std::move(quarter);
    draft.theme = domain::find_theme(theme);
    if (!language.empty()) draft.language = std::move(language);
    return domain::cleaned(std::move(draft));
}

std::string or_city(const std::string& quarter) {
    return domain::find_quarter(quarter) ? quarter : std::string{domain::kCityScope};
}

}  // namespace

Result<Bytes> Moderation::opened(const storage::LoggedOperation& logged) {
    const ops::Operation& operation = logged.operation;
    if (operation.kind == ops::PayloadKind::plain) return operation.payload;
    return ops::open_payload(parts_.keys.city(), parts_.keys.secrets(),
                             {logged.key, operation.type, operation.version}, operation.payload);
}

Result<WaitingIdea> Moderation::read(const storage::LoggedOperation& logged) {
    const auto payload = opened(logged);
    if (!payload) return fail(payload.error());
    WaitingIdea idea;
    idea.chain = logged.chain;
    idea.city_seq = logged.city_seq;
    idea.written_at = ops::time_of(logged.operation.hlc);
    if (logged.operation.type == ops::OpType::idea_submit) {
        auto submit = ops::decode_idea_submit(*payload);
        if (!submit) return fail(submit.error());
        idea.id = submit->idea;
        idea.lookup_tag = submit->lookup_tag;
        idea.owner = {logged.key.author, logged.key.epoch};
        idea.photos = std::move(submit->photos);
        idea.draft = draft_of(std::move(submit->title), std::move(submit->text),
                              std::move(submit->quarter), submit->theme, submit->language);
        idea.draft.place = submit->place;
    } else {
        auto edit = ops::decode_idea_edit(*payload);
        if (!edit) return fail(edit.error());
        idea.id = edit->idea;
        idea.draft = draft_of(std::move(edit->title), std::move(edit->text),
                              std::move(edit->quarter), edit->theme, edit->language);
        idea.draft.place = edit->place;
    }
    const auto decided = parts_.log.decided(idea.id);
    if (!decided) return fail(decided.error());
    if (*decided && (*decided)->chain != idea.chain)
        return fail(Code::conflict, "claims the id of another contribution");
    idea.is_edit = decided->has_value();
    return idea;
}

Result<Moderation::Waiting> Moderation::waiting() {
    const auto logged = parts_.log.waiting(kWaitingMax);
    if (!logged) return fail(logged.error());
    Waiting result;
    for (const storage::LoggedOperation& operation : *logged) {
        auto idea = read(operation);
        if (idea)
            result.ideas.push_back(std::move(*idea));
        else
            result.unreadable.emplace_back(operation.city_seq, idea.error());
    }
    if (auto read = read_updates(result); !read) return fail(read.error());
    return result;
}

Result<std::optional<WaitingIdea>> Moderation::find_waiting(const Id& id) {
    auto all = waiting();
    if (!all) return fail(all.error());
    for (WaitingIdea& idea : all->ideas)
        if (idea.id == id) return std::optional{std::move(idea)};
    return std::optional<WaitingIdea>{};
}

Result<Id> Moderation::find(const std::string& id_or_beginning) {
    if (const auto whole = Id::from_hex(id_or_beginning)) return *whole;
    if (id_or_beginning.size() < kBeginningMin)
        return fail(Code::bad_argument, "an id, or at least its first four digits");
    auto all = waiting();
    if (!all) return fail(all.error());
    std::vector<Id> ids;
    for (const WaitingIdea& idea : all->ideas) ids.push_back(idea.id);
    for (const WaitingUpdate& update : all->updates) ids.push_back(update.id);
    const auto decided = parts_.log.decided_ids(kWaitingMax);
    if (!decided) return fail(decided.error());
    ids.insert(ids.end(), decided->begin(), decided->end());
    const auto reported = waiting_reports();
    if (!reported) return fail(reported.error());
    for (const ReportedEntity& entity : *reported) ids.push_back(entity.id);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    ids.erase(std::remove_if(ids.begin(), ids.end(),
                             [&](const Id& id) {
                                 return id.hex().compare(0, id_or_beginning.size(),
                                                         id_or_beginning) != 0;
                             }),
              ids.end());
    if (ids.empty()) return fail(Code::not_found, "nothing begins with " + id_or_beginning);
    if (ids.size() > 1) return fail(Code::bad_argument, "several begin with " + id_or_beginning);
    return ids.front();
}

Result<std::optional<domain::Idea>> Moderation::public_idea(const Id& id) {
    const auto entity = parts_.content.entity(EntityKind::idea, id);
    if (!entity) return fail(entity.error());
    if (!*entity || !(*entity)->payload) return std::optional<domain::Idea>{};
    auto idea = domain::decode_idea(*(*entity)->payload);
    if (!idea) return fail(idea.error());
    return std::optional{std::move(*idea)};
}

Status Moderation::publish(const Id& id, const Publishing& how) {
    auto transaction = begin();
    if (!transaction) return fail(transaction.error());
    const auto update = parts_.log.update(id);
    if (!update) return fail(update.error());
    if (*update) return publish_update(**update, how.keeps_stage, std::move(*transaction));
    const auto found = find_waiting(id);
    if (!found) return fail(found.error());
    if (!*found) return fail(Code::not_found, "no idea " + id.hex() + " waits");
    const WaitingIdea& waiting = **found;
    auto before = public_idea(id);
    if (!before) return fail(before.error());

    domain::Idea idea;
    if (*before) idea = std::move(**before);  // an edit: its way so far stays
    idea.id = id;
    idea.title = waiting.draft.title;
    idea.text = waiting.draft.text;
    idea.language = waiting.draft.language;
    idea.place = how.drops_place ? std::nullopt : waiting.draft.place;
    // A text that came after its edit still brings the code's tag.
    if (waiting.lookup_tag) idea.lookup_tag = waiting.lookup_tag;
    idea.quarter = or_city(how.quarter.empty() ? waiting.draft.quarter : how.quarter);
    idea.theme = how.theme ? how.theme : waiting.draft.theme ? waiting.draft.theme : idea.theme;
    if (idea.steps.empty())
        idea.steps.push_back({domain::IdeaStatus::collected, parts_.clock.now(), ""});
    Bytes payload = encode(idea);
    if (const auto decoded = domain::decode_idea(payload); !decoded) return fail(decoded.error());

    Decision decision;
    decision.idea = {id, waiting.chain, idea.quarter, waiting.lookup_tag};
    decision.city_seq = waiting.city_seq;
    decision.record.status = static_cast<std::uint8_t>(idea.status());
    decision.record.language = idea.language;
    decision.publications.push_back({EntityKind::idea, id, idea.quarter, 1, std::move(payload)});
    // An earlier refusal is void.
    decision.publications.push_back(
        {EntityKind::idea_notice, id, std::string{domain::kCityScope}, 1, std::nullopt});
    return commit(decision, std::move(*transaction));
}

Status Moderation::decline(const Id& id, const std::string& reason) {
    if (reason.empty()) return fail(Code::bad_argument, "its author must learn a reason");
    auto transaction = begin();
    if (!transaction) return fail(transaction.error());
    const auto update = parts_.log.update(id);
    if (!update) return fail(update.error());
    if (*update) return decline_update(**update, reason, std::move(*transaction));
    const auto found = find_waiting(id);
    if (!found) return fail(found.error());
    const auto decided = parts_.log.decided(id);
    if (!decided) return fail(decided.error());
    const auto shown = public_idea(id);
    if (!shown) return fail(shown.error());
    if (!*found && !*decided && !*shown) return fail(Code::not_found, "no idea " + id.hex());

    Decision decision;
    if (*found)
        decision.idea = {id, (*found)->chain, or_city((*found)->draft.quarter),
                         (*found)->lookup_tag};
    else
        decision.idea =
            *decided ? **decided : storage::DecidedIdea{id, kImported, (*shown)->quarter};
    if (*decided) {
        decision.idea.scope = (*decided)->scope;
        if (!decision.idea.lookup_tag) decision.idea.lookup_tag = (*decided)->lookup_tag;
    }
    if (*found) decision.city_seq = (*found)->city_seq;
    auto reports = reports_of(id);
    if (!reports) return fail(reports.error());
    decision.settled = std::move(*reports);
    decision.record.status = static_cast<std::uint8_t>(domain::IdeaStatus::declined);
    decision.record.reason = reason;
    decision.record.language = "de";
    const domain::IdeaNotice notice{id, domain::IdeaStatus::declined, parts_.clock.now(), reason,
                                    decision.idea.lookup_tag};
    Bytes payload = encode(notice);
    if (const auto decoded = domain::decode_idea_notice(payload); !decoded)
        return fail(decoded.error());
    for (const EntityKind kind : {EntityKind::idea, EntityKind::tally})
        decision.publications.push_back({kind, id, decision.idea.scope, 1, std::nullopt});
    // To everybody, since nobody knows which device is the author's; it holds no word of the idea.
    decision.publications.push_back(
        {EntityKind::idea_notice, id, std::string{domain::kCityScope}, 1, std::move(payload)});
    return commit(decision, std::move(*transaction));
}

Status Moderation::set_status(const Id& id, domain::IdeaStatus status, const std::string& reason) {
    auto transaction = begin();
    if (!transaction) return fail(transaction.error());
    auto idea = public_idea(id);
    if (!idea) return fail(idea.error());
    if (!*idea) return fail(Code::not_found, "no public idea " + id.hex());
    if (!domain::is_public(status) || !domain::may_follow((*idea)->status(), status))
        return fail(Code::bad_argument, "an idea cannot go from " +
                                            std::string{domain::slug((*idea)->status())} + " to " +
                                            std::string{domain::slug(status)});
    if (reason.empty()) return fail(Code::bad_argument, "each step needs a reason");
    (*idea)->steps.push_back({status, parts_.clock.now(), reason});
    Bytes payload = encode(**idea);
    if (const auto decoded = domain::decode_idea(payload); !decoded) return fail(decoded.error());

    const auto decided = parts_.log.decided(id);
    if (!decided) return fail(decided.error());
    Decision decision;
    decision.idea = *decided ? **decided : storage::DecidedIdea{id, kImported, (*idea)->quarter};
    decision.record.status = static_cast<std::uint8_t>(status);
    decision.record.reason = reason;
    decision.record.language = (*idea)->language;
    decision.publications.push_back(
        {EntityKind::idea, id, (*idea)->quarter, 1, std::move(payload)});
    return commit(decision, std::move(*transaction));
}

Result<store::Transaction> Moderation::begin() {
    auto transaction = store::Transaction::begin(parts_.log.database());
    if (!transaction) return transaction;
    // What has been decided before is public before the next decision reads it.
    if (auto flushed = storage::flush_publications(parts_.log, parts_.content); !flushed)
        return fail(flushed.error());
    return transaction;
}

Status Moderation::commit(const Decision& decision, store::Transaction transaction) {
    ops::StaffDecision record = decision.record;
    record.subject_kind = static_cast<std::uint8_t>(EntityKind::idea);
    record.subject = decision.idea.idea;
    if (decision.idea.chain != kImported)
        if (auto marked = parts_.log.mark_decided(decision.idea, decision.city_seq); !marked)
            return marked;
    if (auto settled = parts_.log.settle_reports(decision.settled); !settled) return settled;
    if (auto done = finish(record, decision.publications, std::move(transaction)); !done)
        return done;
    if (decision.settled.empty()) return {};
    const auto moved = storage::try_checkpoint(parts_.log.database());
    return moved ? Status{} : fail(moved.error());
}

Status Moderation::finish(const ops::StaffDecision& record, const std::vector<Publication>& made,
                          store::Transaction transaction) {
    if (auto logged = log_decision(record); !logged) return logged;
    for (const Publication& publication : made)
        if (auto queued = parts_.log.enqueue(publication); !queued) return queued;
    if (auto committed = transaction.commit(); !committed) return committed;
    // Where the server runs it does the same; erased words leave the log with its next checkpoint.
    const auto flushed = storage::flush_publications(parts_.log, parts_.content);
    if (!flushed) return fail(flushed.error());
    if (!*flushed) return {};
    const auto moved = storage::try_checkpoint(parts_.content.database());
    return moved ? Status{} : fail(moved.error());
}

Status Moderation::log_decision(const ops::StaffDecision& record) {
    const ops::City& city = parts_.keys.city();
    const storage::StaffKey& editor = parts_.editor;
    auto state = parts_.log.chain_state(city, editor.key.public_key(), editor.epoch);
    if (!state) return fail(state.error());
    const Instant now = parts_.clock.now();
    const ops::Operation operation =
        ops::make_operation(ops::StaffDecision::kType, 1, Id{}, ops::hlc_at(now),
                            ops::PayloadKind::plain, encode(record), parts_.random);
    const Bytes bytes = ops::sign_batch(city, editor.key, *state, {&operation, 1});
    const auto batch = ops::decode_own_batch(bytes, city);
    if (!batch) return fail(batch.error());
    const auto outcomes = parts_.log.take(*batch, bytes, now);
    if (!outcomes) return fail(outcomes.error());
    if (outcomes->front().kind != ops::Outcome::Kind::accepted)
        return fail(Code::conflict, "the editor's own chain does not go on");
    return {};
}

Result<std::vector<Photo>> Moderation::photos(const Id& id) {
    const auto waiting = find_waiting(id);
    if (!waiting) return fail(waiting.error());
    if (!*waiting) return fail(Code::not_found, "no idea " + id.hex() + " waits");
    std::vector<Photo> photos;
    for (const ops::Hash& hash : (*waiting)->photos) {
        const auto blob = parts_.blobs.read(hash);
        if (!blob) continue;
        auto image =
            ops::open_blob(parts_.keys.city(), parts_.keys.secrets(), (*waiting)->owner, *blob);
        if (image) photos.push_back({*ops::image_type(*image), std::move(*image)});
    }
    return photos;
}

Status Moderation::withdraw_station(const Id& id, bool is_withdrawn) {
    auto station = parts_.content.station(id);
    if (!station) return fail(station.error());
    if (!*station) return fail(Code::not_found, "no station " + id.hex());
    (*station)->is_withdrawn = is_withdrawn;
    const auto done = storage::publish_changed(
        parts_.content, {{EntityKind::station, id, (*station)->quarter, 1, encode(**station)}});
    return done ? Status{} : fail(done.error());
}

}  // namespace qp::city::staff
