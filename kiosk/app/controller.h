// SPDX-License-Identifier: EUPL-1.2
// What an intent does: to the session, and to what is stored. No drawing, no network.
#pragma once

#include <functional>
#include <string>

#include "core/base/ports.h"
#include "core/i18n/messages.h"
#include "core/store/content.h"
#include "core/store/local.h"
#include "kiosk/app/session.h"
#include "kiosk/screens/intents.h"

namespace qp::kiosk::app {

struct Stores {
    store::Content& content;
    store::Local& local;
};

class Controller {
public:
    // All must outlive it. `on_saved` is called after each durable commit of an idea or ballot.
    Controller(Stores stores, const i18n::Messages& messages, Clock& clock, std::string language,
               std::string quarter, std::function<void()> on_saved);

    const Session& session() const { return session_; }
    // For what is no intent of a screen: keys that act everywhere. Counts as somebody being there.
    Session& steer() {
        session_.is_touched = true;
        return session_;
    }
    void carry_out(const screens::Intent& intent);
    // "start", "ideas", "idea/ID" …: for scripts. False: no such screen.
    bool open_named(const std::string& name);
    // The next person finds nothing of the one before.
    void reset();
    void say(Notice notice) { session_.notice = std::move(notice); }
    // Notices that have had their time go. True: one did.
    bool pass_time(Instant now);

private:
    void open(const screens::Route& route);
    void go_back();
    void search(const std::string& text);
    void filter(const screens::Filter& filter);
    void show_more();
    void support(const screens::Support& support);
    void answer(const screens::Answer& answer);
    void edit(const screens::EditDraft& edit);
    void submit();
    void drop_draft();
    void edit(const screens::EditReport& edit);
    void submit(const screens::SubmitReport& submit);
    void say_aloud();
    void say_fault(const Error& error);

    Stores stores_;
    const i18n::Messages& messages_;
    Clock& clock_;
    std::string language_;
    std::string quarter_;
    std::function<void()> on_saved_;
    Session session_;
};

}  // namespace qp::kiosk::app
