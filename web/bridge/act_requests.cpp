// SPDX-License-Identifier: EUPL-1.2
// What a person does. The reply to a save is made from store::Saved, which only a durable commit
// makes.
#include <algorithm>
#include <cstdint>

#include "core/domain/draft_link.h"
#include "core/domain/mood_session.h"
#include "core/store/followed.h"
#include "core/store/own_projects.h"
#include "core/views/json.h"
#include "web/bridge/phone_core.h"

namespace qp::web {

namespace {

// An own idea's text, taken up again: "O-" and the idea's id in hex.
constexpr std::string_view kOwnText = "O-";

// `id` of what was refused, as its row says.
std::optional<ops::Hash> refused_in(const Message& message) {
    const auto bytes = from_hex(message.text("id"));
    return bytes ? to_array<32>(*bytes) : std::nullopt;
}

std::string fields_of(const domain::IdeaDraft& draft) {
    const Json fields{{"title", draft.title},
                      {"text", draft.text},
                      {"in_quarter", draft.quarter},
                      {"place", domain::text_of(draft.place)},
                      {"theme", draft.theme ? std::string{domain::slug(*draft.theme)} : ""},
                      {"draft_lang", draft.language}};
    return fields.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

domain::IdeaDraft draft_of(const Message& message) {
    domain::IdeaDraft draft;
    draft.title = message.text("title");
    draft.text = message.text("text");
    draft.quarter = message.text("in_quarter");
    draft.theme = domain::find_theme(message.text("theme"));
    // Anything finer than we keep is none.
    draft.place = domain::find_coarse_point(message.text("place"));
    draft.language = message.text("draft_lang", message.text("lang", "de"));
    return draft;
}

views::TypedUpdate update_of(const Message& message) {
    return {message.text("title"), message.text("text"), message.text("stage"),
            message.text("help")};
}

Result<std::string> PhoneCore::save_idea(const Message& message) {
    domain::IdeaDraft draft = domain::cleaned(draft_of(message));
    // What somebody writes while reading Leichte Sprache is German all the same.
    draft.language = std::string{messages_.in(draft.language).speech_tag()};
    auto saved = local_->save_idea(draft);
    if (!saved) return fail(saved.error());
    // The idea is durable: a draft that stays behind is a nuisance, no loss.
    (void)local_->drop_draft();
    replica_->saved_something();
    return views::to_json(views::idea_saved_view(context(message), *saved));
}

Result<std::string> PhoneCore::edit_idea(const Message& message) {
    domain::IdeaDraft draft = domain::cleaned(draft_of(message));
    draft.language = std::string{messages_.in(draft.language).speech_tag()};
    auto saved = local_->edit_idea(message.id("id"), draft);
    if (!saved) return fail(saved.error());
    replica_->saved_something();
    return "null";
}

Result<std::string> PhoneCore::withdraw_idea(const Message& message) {
    auto saved = local_->withdraw_idea(message.id("id"));
    if (!saved) return fail(saved.error());
    replica_->saved_something();
    return "null";
}

Result<std::string> PhoneCore::make_project_key(const Message& message) {
    const auto made = store::make_project_key(*local_, message.id("id"), random_);
    if (!made) return fail(made.error());
    return "null";
}

Result<std::string> PhoneCore::save_update(const Message& message) {
    const auto project = content_->project(message.id("id"));
    if (!project) return fail(project.error());
    if (!*project) return fail(Code::not_found, "no such project");
    // As of an idea: who reads Leichte Sprache writes German.
    const std::string language{messages_.in(message.text("lang", "de")).speech_tag()};
    const auto draft = views::update_draft(**project, update_of(message), language);
    if (auto saved = store::save_update(*local_, (*project)->id, draft, clock_.now(), random_);
        !saved)
        return fail(saved.error());
    replica_->saved_something();
    return "null";
}

domain::ReportDraft report_of(const Message& message) {
    return {domain::find_report_reason(message.text("reason")), message.text("text")};
}

Result<std::string> PhoneCore::report_idea(const Message& message) {
    auto saved = local_->report_idea(message.id("id"), report_of(message));
    if (!saved) return fail(saved.error());
    replica_->saved_something();
    return views::to_json(views::idea_reported_view(context(message), *saved));
}

Result<std::string> PhoneCore::cast(const Message& message) {
    const Id poll = message.id("poll");
    const std::int64_t choice = message.integer("choice", -1);
    if (choice < 0 || choice > domain::kLikertSteps)
        return fail(Code::bad_argument, "no such choice");

    auto sessions = content_->mood_sessions(clock_.now());
    if (!sessions) return fail(sessions.error());
    auto saved = local_->cast(poll, static_cast<std::uint8_t>(choice),
                              domain::ballot_delay(*sessions, poll));
    if (!saved) return fail(saved.error());
    replica_->saved_something();
    return "null";
}

Result<std::string> PhoneCore::retry_refused(const Message& message) {
    const auto hash = refused_in(message);
    if (!hash) return fail(Code::bad_argument, "no hash");
    if (auto done = local_->retry(*hash); !done) return fail(done.error());
    replica_->saved_something();
    return "null";
}

Result<std::string> PhoneCore::let_go_refused(const Message& message) {
    const auto hash = refused_in(message);
    if (!hash) return fail(Code::bad_argument, "no hash");
    if (auto done = local_->let_go(*hash); !done) return fail(done.error());
    return "null";
}

Result<std::string> PhoneCore::follow_receipt(const Message& message) {
    const auto code = ops::ReceiptCode::parse(message.text("code"));
    if (!code) return fail(code.error());
    if (auto done = store::follow(*local_, *code); !done) return fail(done.error());
    return "null";
}

Result<std::string> PhoneCore::let_go_receipt(const Message& message) {
    const auto code = ops::ReceiptCode::parse(message.text("code"));
    if (!code) return fail(code.error());
    if (auto done = store::let_go(*local_, *code); !done) return fail(done.error());
    return "null";
}

// What is kept of a point that was tapped or measured: the page forgets the finer one.
Result<std::string> PhoneCore::take_place(const Message& message) {
    const auto e5 = [&](const char* key) {
        return static_cast<std::int32_t>(
            std::clamp<std::int64_t>(message.integer(key), INT32_MIN, INT32_MAX));
    };
    const views::Context context = this->context(message);
    return views::to_json(views::place_taken(context.locale(),
                                             {e5("latitude_e5"), e5("longitude_e5")},
                                             message.integer("accuracy_metres")));
}

// The half-written idea in the fields of a message, or null. Asked when somebody begins to write.
Result<std::string> PhoneCore::draft(const Message&) {
    // Makes the receipt's code ahead, so that saving is quick; where it fails, saving says why.
    (void)local_->prepare();
    auto kept = local_->draft();
    if (!kept) return fail(kept.error());
    if (!*kept) return "null";
    return fields_of(**kept);
}

// What a kiosk's QR code brought, or an own idea's text, in the same fields. It is the reader's
// choice to keep it.
Result<std::string> PhoneCore::read_draft_link(const Message& message) {
    const std::string fragment = message.text("fragment");
    if (fragment.rfind(kOwnText, 0) == 0) {
        const auto id = Id::from_hex(fragment.substr(kOwnText.size()));
        if (!id) return fail(Code::malformed, "no id of an own idea");
        const auto own = local_->own_idea(*id);
        if (!own) return fail(own.error());
        if (!*own) return fail(Code::malformed, "no own idea with this id");
        return fields_of((*own)->draft);
    }
    const auto draft = domain::read_draft_fragment(fragment);
    if (!draft) return fail(draft.error());
    return fields_of(*draft);
}

Result<std::string> PhoneCore::keep_draft(const Message& message) {
    if (auto kept = local_->keep_draft(draft_of(message)); !kept) return fail(kept.error());
    return "null";
}

Result<std::string> PhoneCore::drop_draft(const Message&) {
    if (auto dropped = local_->drop_draft(); !dropped) return fail(dropped.error());
    return "null";
}

Result<std::string> PhoneCore::erase_person(const Message&) {
    if (auto erased = local_->erase_person(); !erased) return fail(erased.error());
    return "null";
}

// The worker found that an act did not last (the browser refused the files, the tab that held them
// is gone): the answer is that failure, with the words for it.
Result<std::string> PhoneCore::save_failed(const Message& message) {
    return fail(code_named(message.text("code")).value_or(Code::storage), message.text("why"));
}

}  // namespace qp::web
