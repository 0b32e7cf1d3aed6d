// SPDX-License-Identifier: EUPL-1.2
// The core as the phone's worker sees it: one message in, one reply out, nothing kept in between
// but the two databases. A message is JSON {"kind": …, "lang": …, "quarter": …, …}; a reply is
// {"ok": true, "result": …} (with "lacks_content": true where a view was made
// before a first pull was complete) or {"ok": false, "code": …, "detail": …, "view": …}. Answers of
// the city and bodies for it travel as bytes beside the JSON.
//
// One thread (the worker's) owns it. README.md beside lists the kinds.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/i18n/messages.h"
#include "core/replica/replica.h"
#include "core/store/content.h"
#include "core/store/local.h"
#include "core/views/own_project.h"
#include "web/bridge/browser_ports.h"

namespace qp::web {

using Json = nlohmann::json;

struct Reply {
    std::string json;
    Bytes bytes;
};

// One message, read with defaults: a field that is missing or of another type is its default, since
// the app and its core are built together and a stale tab may still send the form of yesterday.
class Message {
public:
    explicit Message(std::string_view json);

    bool is_readable() const { return fields_.is_object(); }
    std::string text(const char* key, std::string_view otherwise = {}) const;
    // A number in its digits as well.
    std::string text_of_any(const char* key) const;
    std::int64_t integer(const char* key, std::int64_t otherwise = 0) const;
    bool flag(const char* key) const;
    Id id(const char* key) const;  // zero unless 32 hex digits
    const Json& fields() const { return fields_; }

private:
    Json fields_;
};

class PhoneCore {
public:
    PhoneCore();

    // `bytes`: what came beside the message. Valid until it returns.
    Reply on_message(std::string_view json, BytesView bytes);

private:
    using Handler = Result<std::string> (PhoneCore::*)(const Message&);
    static Handler handler_of(std::string_view kind);

    // phone_core.cpp
    Result<std::string> open(const Message& message);
    Result<std::string> close(const Message& message);
    Result<std::string> set_room(const Message& message);
    views::Context context(const Message& message);
    bool lacks_content(std::string_view kind);
    std::string failed(const Message& message, const Error& error);

    // view_requests.cpp
    Result<std::string> view(const Message& message);

    // act_requests.cpp
    Result<std::string> save_idea(const Message& message);
    Result<std::string> edit_idea(const Message& message);
    Result<std::string> withdraw_idea(const Message& message);
    Result<std::string> make_project_key(const Message& message);
    Result<std::string> save_update(const Message& message);
    Result<std::string> report_idea(const Message& message);
    Result<std::string> cast(const Message& message);
    Result<std::string> retry_refused(const Message& message);
    Result<std::string> let_go_refused(const Message& message);
    Result<std::string> follow_receipt(const Message& message);
    Result<std::string> let_go_receipt(const Message& message);
    Result<std::string> take_place(const Message& message);
    Result<std::string> draft(const Message& message);
    Result<std::string> keep_draft(const Message& message);
    Result<std::string> drop_draft(const Message& message);
    Result<std::string> read_draft_link(const Message& message);
    Result<std::string> erase_person(const Message& message);
    Result<std::string> save_failed(const Message& message);

    // own_requests.cpp
    Result<std::string> export_own(const Message& message);
    Result<std::string> begin_erase(const Message& message);
    Result<std::string> keep_device(const Message& message);

    // sync_requests.cpp
    Result<std::string> sync_next(const Message& message);
    Result<std::string> sync_answer(const Message& message);
    Result<std::string> sync_wake(const Message& message);
    Result<std::string> copy_of_waiting(const Message& message);

    BrowserClock clock_;
    BrowserRandom random_;
    BrowserRoom room_;
    i18n::Messages messages_;
    bool is_stand_page_ = false;
    std::unique_ptr<store::Content> content_;  // all three or none
    std::unique_ptr<store::Local> local_;
    std::unique_ptr<replica::Replica> replica_;
    BytesView attachment_;  // of the message at hand
    Bytes enclosed_;        // for the reply at hand
};

// The draft as the form holds it.
domain::IdeaDraft draft_of(const Message& message);
views::TypedUpdate update_of(const Message& message);
domain::ReportDraft report_of(const Message& message);

}  // namespace qp::web
