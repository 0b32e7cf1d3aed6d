// SPDX-License-Identifier: EUPL-1.2
#include "web/bridge/phone_core.h"

#include <algorithm>
#include <utility>

#include "core/domain/place.h"
#include "core/views/idea.h"
#include "core/views/json.h"

namespace qp::web {

namespace {

constexpr const char* kContentFile = "content.db";
constexpr const char* kLocalFile = "local.db";

std::string json_text(std::string_view text) {
    return Json(std::string{text}).dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

Message::Message(std::string_view json) : fields_(Json::parse(json, nullptr, false)) {}

std::string Message::text(const char* key, std::string_view otherwise) const {
    const auto found = fields_.find(key);
    if (found == fields_.end() || !found->is_string()) return std::string{otherwise};
    return found->get<std::string>();
}

std::string Message::text_of_any(const char* key) const {
    const auto found = fields_.find(key);
    if (found == fields_.end() || !found->is_number_integer()) return text(key);
    return std::to_string(found->get<std::int64_t>());
}

std::int64_t Message::integer(const char* key, std::int64_t otherwise) const {
    const auto found = fields_.find(key);
    if (found == fields_.end() || !found->is_number()) return otherwise;
    return found->get<std::int64_t>();
}

bool Message::flag(const char* key) const {
    const auto found = fields_.find(key);
    return found != fields_.end() && found->is_boolean() && found->get<bool>();
}

Id Message::id(const char* key) const {
    return Id::from_hex(text(key)).value_or(Id{});
}

PhoneCore::PhoneCore() : messages_{i18n::built_in_messages()} {}

PhoneCore::Handler PhoneCore::handler_of(std::string_view kind) {
    static constexpr std::pair<std::string_view, Handler> kHandlers[] = {
        {"open", &PhoneCore::open},
        {"close", &PhoneCore::close},
        {"room", &PhoneCore::set_room},
        {"view", &PhoneCore::view},
        {"save_idea", &PhoneCore::save_idea},
        {"edit_idea", &PhoneCore::edit_idea},
        {"withdraw_idea", &PhoneCore::withdraw_idea},
        {"make_project_key", &PhoneCore::make_project_key},
        {"save_update", &PhoneCore::save_update},
        {"report_idea", &PhoneCore::report_idea},
        {"cast", &PhoneCore::cast},
        {"retry_refused", &PhoneCore::retry_refused},
        {"let_go_refused", &PhoneCore::let_go_refused},
        {"follow_receipt", &PhoneCore::follow_receipt},
        {"let_go_receipt", &PhoneCore::let_go_receipt},
        {"take_place", &PhoneCore::take_place},
        {"draft", &PhoneCore::draft},
        {"keep_draft", &PhoneCore::keep_draft},
        {"drop_draft", &PhoneCore::drop_draft},
        {"read_draft_link", &PhoneCore::read_draft_link},
        {"erase_person", &PhoneCore::erase_person},
        {"export_own", &PhoneCore::export_own},
        {"begin_erase", &PhoneCore::begin_erase},
        {"keep_device", &PhoneCore::keep_device},
        {"save_failed", &PhoneCore::save_failed},
        {"sync_next", &PhoneCore::sync_next},
        {"sync_answer", &PhoneCore::sync_answer},
        {"sync_wake", &PhoneCore::sync_wake},
        {"copy_of_waiting", &PhoneCore::copy_of_waiting},
    };
    for (const auto& [name, handler] : kHandlers)
        if (name == kind) return handler;
    return nullptr;
}

Reply PhoneCore::on_message(std::string_view json, BytesView bytes) {
    const Message message{json};
    attachment_ = bytes;
    enclosed_.clear();
    const std::string kind = message.is_readable() ? message.text("kind") : std::string{};
    const Handler handler = handler_of(kind);
    if (!handler)
        return {failed(message, Error{Code::bad_argument, "no message of kind " + kind}), {}};
    if (!replica_ && kind != "open" && kind != "room" && kind != "close")
        return {failed(message, Error{Code::unavailable, "not open"}), {}};

    const Result<std::string> result = (this->*handler)(message);
    attachment_ = {};
    if (!result) return {failed(message, result.error()), {}};
    const std::string tells = lacks_content(kind) ? R"("lacks_content":true,)" : "";
    return {R"({"ok":true,)" + tells + R"("result":)" + *result + "}",
            std::exchange(enclosed_, {})};
}

// A view that shows nothing because nothing has come from the city yet.
bool PhoneCore::lacks_content(std::string_view kind) {
    if (kind != "view") return false;
    const auto sync = replica_->state();
    return sync && !sync->has_content;
}

// `view`: why nothing was saved, in the reader's words; only where the databases are open.
std::string PhoneCore::failed(const Message& message, const Error& error) {
    std::string json = R"({"ok":false,"code":)" + json_text(name(error.code)) + R"(,"detail":)" +
                       json_text(error.detail);
    if (replica_ && message.is_readable())
        json += R"(,"view":)" + views::to_json(views::save_failed_view(context(message), error));
    return json + "}";
}

// `city`: the one that the page came from. Without one (a page kept for offline use does not say)
// the databases do: whatever they hold came from it.
Result<std::string> PhoneCore::open(const Message& message) {
    close(message);
    is_stand_page_ = message.flag("is_stand_page");
    auto content = store::Content::open(kContentFile);
    if (!content)
        return fail(content.error().code,
                    std::string{kContentFile} + ": " + content.error().detail);
    auto local = store::Local::open(kLocalFile, store::DeviceKind::phone, random_, clock_, room_);
    if (!local)
        return fail(local.error().code, std::string{kLocalFile} + ": " + local.error().detail);

    auto keys = local->city();
    if (!keys) return fail(keys.error());
    auto city = ops::CityId::from_hex(message.text("city"));
    if (!city && *keys) city = (*keys)->city.id;
    if (!city) return fail(Code::unavailable, "no city is known yet");
    // Contributions for one city are worth nothing to another.
    if (*keys && (*keys)->city.id != *city)
        return fail(Code::wrong_city, "the databases belong to another city");

    content_ = std::make_unique<store::Content>(std::move(*content));
    local_ = std::make_unique<store::Local>(std::move(*local));
    replica::Options options;
    // The whole city's public content is small (some MB for 20,000 ideas), and a resident who looks
    // at another quarter without a network should find it.
    options.scopes = domain::all_scopes();
    options.city = *city;
    // Pages suffice for a city, and resume by themselves where a phone's network ends.
    options.takes_snapshots = false;
    replica_ = std::make_unique<replica::Replica>(*content_, *local_, random_, std::move(options));
    return "null";
}

Result<std::string> PhoneCore::close(const Message&) {
    replica_.reset();
    local_.reset();
    content_.reset();
    return "null";
}

Result<std::string> PhoneCore::set_room(const Message& message) {
    room_.set(static_cast<std::uint64_t>(std::max<std::int64_t>(0, message.integer("free_bytes"))));
    return "null";
}

views::Context PhoneCore::context(const Message& message) {
    auto sync = replica_->state();
    return views::Context{
        .content = *content_,
        .local = local_.get(),
        .messages = messages_,
        .language = message.text("lang", i18n::kDefaultLanguage),
        .now = clock_.now(),
        .quarter = message.text("quarter", domain::kCityScope),
        .place = {},
        .sync = sync ? *sync : replica::SyncState{},
        .is_stand_page = is_stand_page_,
        .app_url = "",
        .telling = message.flag("is_to_keep") ? i18n::Telling::dates : i18n::Telling::ages,
    };
}

}  // namespace qp::web
