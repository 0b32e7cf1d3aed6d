// SPDX-License-Identifier: EUPL-1.2
#include "core/views/own_ideas.h"

#include <algorithm>

#include "core/i18n/msg.h"
#include "core/ops/receipt_code.h"
#include "core/store/followed.h"
#include "core/views/idea_row.h"
#include "core/views/own_acts.h"
#include "core/views/own_refused.h"
#include "core/views/phrases.h"

namespace qp::views {
namespace {

constexpr std::size_t kCodeLength = 12;

// What the city has decided: public with its state, or declined with the reason. False: nothing
// yet.
Result<bool> tell_decision(const Context& context, const Id& id, OwnIdeaRow& row) {
    const i18n::Locale& locale = context.locale();
    const auto tell = [&](domain::IdeaStatus status, Instant at, const std::string& reason) {
        row.status =
            spoken({locale.capitalised(status_since(locale, status, at, context.now)), reason});
    };
    const auto published = context.content.idea(id);
    if (!published) return fail(published.error());
    if (*published) {
        const domain::IdeaStep& step = (*published)->idea.steps.back();
        tell(step.status, step.at, step.reason);
        row.is_public = true;
        row.tone = step.status == domain::IdeaStatus::not_pursued ? "warning" : "success";
        return true;
    }
    const auto notice = context.content.idea_notice(id);
    if (!notice) return fail(notice.error());
    if (!*notice) return false;
    tell((*notice)->status, (*notice)->at, (*notice)->reason);
    row.tone = "warning";
    return true;
}

Result<OwnIdeaRow> own_row(const Context& context, const store::OwnIdea& own) {
    const i18n::Locale& locale = context.locale();
    OwnIdeaRow row;
    row.id = own.id.hex();
    row.title = {own.draft.title, own.draft.language};
    if (own.draft.title.empty()) {
        const std::string age = locale.age(own.saved_at, context.now);
        row.title = {locale.text(msg::own_ideas_untitled{.age = age}), context.language};
    }
    row.receipt_code = own.receipt_code;
    row.delivery = locale.capitalised(delivery_text(locale, own.delivery));
    // As long as the city has not taken it back its author reads how it stands there.
    const bool is_kept = own.is_withdrawn && own.delivery == store::Delivery::refused;
    if (is_kept) row.delivery = locale.capitalised(locale.text(msg::own_ideas_still_there));
    if (own.is_withdrawn && !is_kept) {
        row.status = locale.capitalised(status_word(locale, domain::IdeaStatus::withdrawn));
        row.tone = "neutral";
        return row;
    }
    if (own.can_be_withdrawn()) {
        row.withdraw_spoken = spoken({locale.text(msg::own_idea_withdraw), row.title.text});
        // A kiosk keeps no text that could be edited.
        if (!own.draft.title.empty()) {
            row.edit_to = "/meine/" + row.id;
            row.edit_spoken = spoken({locale.text(msg::own_idea_edit), row.title.text});
        }
    }
    const auto is_decided = tell_decision(context, own.id, row);
    if (!is_decided) return fail(is_decided.error());
    if (!*is_decided) {
        if (own.delivery == store::Delivery::received || is_kept)
            row.status = locale.capitalised(status_word(locale, domain::IdeaStatus::submitted));
        row.tone = "info";
    }
    if (is_kept) row.tone = "warning";
    return row;
}

std::size_t letters_in(std::string_view typed) {
    return static_cast<std::size_t>(
        std::count_if(typed.begin(), typed.end(), [](char c) { return c != ' ' && c != '-'; }));
}

Result<std::optional<OwnIdeaRow>> find_public(const Context& context,
                                              const store::Followed& receipt) {
    const auto id = context.content.idea_with_tag(receipt.tag);
    if (!id) return fail(id.error());
    if (!*id) return std::optional<OwnIdeaRow>{};
    const i18n::Locale& locale = context.locale();
    OwnIdeaRow row;
    row.id = (*id)->hex();
    row.receipt_code = receipt.code.shown();
    row.delivery = locale.capitalised(delivery_text(locale, store::Delivery::received));
    const auto is_decided = tell_decision(context, **id, row);
    if (!is_decided) return fail(is_decided.error());
    const auto published = context.content.idea(**id);
    if (!published) return fail(published.error());
    row.title = {locale.text(msg::lookup_untitled), context.language};
    if (*published) row.title = {(*published)->idea.title, (*published)->idea.language};
    return std::optional<OwnIdeaRow>{std::move(row)};
}

Result<OwnIdeaRow> followed_row(const Context& context, const store::Followed& receipt) {
    const i18n::Locale& locale = context.locale();
    auto found = find_public(context, receipt);
    if (!found) return fail(found.error());
    OwnIdeaRow row;
    if (*found) {
        row = std::move(**found);
    } else {
        row.title = {locale.text(msg::lookup_untitled), context.language};
        row.receipt_code = receipt.code.shown();
        row.delivery = why_empty(context, msg::followed_nothing_yet);
        row.tone = "info";
    }
    row.let_go_spoken =
        spoken({locale.text(msg::followed_let_go), row.title.text, row.receipt_code});
    return row;
}

Result<FollowedList> followed_list(const Context& context,
                                   const std::vector<store::Followed>& receipts) {
    const i18n::Locale& locale = context.locale();
    FollowedList list;
    list.title = locale.text(msg::followed_title);
    list.let_go = locale.text(msg::followed_let_go);
    list.question = {locale.text(msg::followed_ask_title), locale.text(msg::followed_ask),
                     locale.text(msg::followed_ask_yes), locale.text(msg::action_cancel)};
    list.has_gone = locale.text(msg::followed_has_gone);
    for (const store::Followed& receipt : receipts) {
        auto row = followed_row(context, receipt);
        if (!row) return fail(row.error());
        list.rows.push_back(std::move(*row));
    }
    return list;
}

void offer_to_follow(const Context& context, std::size_t followed, ReceiptLookup& lookup) {
    const bool is_phone = context.place.empty();
    if (!is_phone || followed >= store::kFollowedMax) return;
    const i18n::Locale& locale = context.locale();
    lookup.follow = locale.text(msg::followed_follow);
    lookup.follow_hint = locale.text(msg::followed_hint);
    lookup.has_followed = locale.text(msg::followed_saved);
}

// Of an idea that was handed in elsewhere.
Status look_up_elsewhere(const Context& context, const ops::ReceiptCode& code,
                         const std::vector<store::Followed>& followed, ReceiptLookup& lookup) {
    const i18n::Locale& locale = context.locale();
    const auto city = context.local->city();
    if (!city) return fail(city.error());
    if (!*city) {
        lookup.answer = why_empty(context, msg::lookup_unknown);
        return {};
    }
    store::Followed receipt{code, {}};
    const auto kept = std::find_if(followed.begin(), followed.end(),
                                   [&](const auto& one) { return one.code == code; });
    if (kept != followed.end()) {
        receipt.tag = kept->tag;
        lookup.is_followed = locale.text(msg::followed_is_followed);
    } else {
        const auto tag = ops::lookup_tag((*city)->city.id, code);
        if (!tag && tag.error().code == Code::no_space) {
            lookup.answer = locale.text(msg::lookup_no_memory);
            return {};
        }
        if (!tag) return fail(tag.error());
        receipt.tag = *tag;
        offer_to_follow(context, followed.size(), lookup);
    }
    auto found = find_public(context, receipt);
    if (!found) return fail(found.error());
    if (*found)
        lookup.found.push_back(std::move(**found));
    else
        lookup.answer = why_empty(context, msg::lookup_unknown);
    return {};
}

Status look_up(const Context& context, const std::vector<OwnIdeaRow>& own,
               const std::vector<store::Followed>& followed, bool is_pressed,
               ReceiptLookup& lookup) {
    // Nobody is told off while still typing.
    const auto letters = letters_in(lookup.code);
    if (letters == 0 || (letters < kCodeLength && !is_pressed)) return {};
    const auto code = ops::ReceiptCode::parse(lookup.code);
    if (!code) {
        lookup.answer = context.locale().text(msg::lookup_wrong);
        return {};
    }
    for (const OwnIdeaRow& row : own)
        if (row.receipt_code == code->shown()) lookup.found.push_back(row);
    if (!lookup.found.empty()) return {};
    return look_up_elsewhere(context, *code, followed, lookup);
}

// Those that never arrived stand among what was refused, with what can be done about it.
void leave_out(const std::vector<store::RefusedContribution>& refused,
               std::vector<OwnIdeaRow>& rows) {
    const auto never_arrived = [&](const OwnIdeaRow& row) {
        return std::any_of(refused.begin(), refused.end(), [&](const auto& one) {
            return one.type == ops::OpType::idea_submit && one.about && one.about->hex() == row.id;
        });
    };
    rows.erase(std::remove_if(rows.begin(), rows.end(), never_arrived), rows.end());
}

}  // namespace

Result<OwnIdeasView> own_ideas_view(const Context& context, const std::string& code,
                                    bool is_pressed) {
    const i18n::Locale& locale = context.locale();
    OwnIdeasView view;
    view.title = locale.text(msg::own_ideas_title);
    view.lead = locale.text(msg::own_ideas_intro);
    view.edit = locale.text(msg::own_idea_edit);
    view.withdraw = locale.text(msg::own_idea_withdraw);
    view.withdraw_question = {
        locale.text(msg::own_idea_withdraw_title), locale.text(msg::own_idea_withdraw_ask),
        locale.text(msg::own_idea_withdraw_yes), locale.text(msg::action_cancel)};
    view.take_back = locale.text(msg::own_acts_take_back);
    view.taken_back = locale.text(msg::own_acts_taken_back);
    view.lookup.title = locale.text(msg::lookup_title);
    view.lookup.lead = locale.text(msg::lookup_intro);
    view.lookup.label = locale.text(msg::lookup_label);
    view.lookup.hint = locale.text(msg::lookup_hint);
    view.lookup.code = code;
    if (context.local != nullptr) {
        const auto own_ideas = context.local->own_ideas();
        if (!own_ideas) return fail(own_ideas.error());
        for (const store::OwnIdea& own : *own_ideas) {
            auto row = own_row(context, own);
            if (!row) return fail(row.error());
            view.rows.push_back(std::move(*row));
        }
        const auto followed = store::followed(*context.local);
        if (!followed) return fail(followed.error());
        auto receipts = followed_list(context, *followed);
        if (!receipts) return fail(receipts.error());
        view.followed = std::move(*receipts);
        if (auto looked = look_up(context, view.rows, *followed, is_pressed, view.lookup); !looked)
            return fail(looked.error());
        const auto refused = context.local->refused(kRefusedShown + 1);
        if (!refused) return fail(refused.error());
        auto list = own_refused(context, *refused);
        if (!list) return fail(list.error());
        view.refused = std::move(*list);
        leave_out(*refused, view.rows);
        const bool is_phone = context.place.empty();
        auto acts = is_phone ? own_acts(context) : std::vector<OwnActList>{};
        if (!acts) return fail(acts.error());
        view.acts = std::move(*acts);
    }
    if (view.rows.empty() && view.refused.rows.empty() && view.followed.rows.empty() &&
        view.acts.empty())
        view.empty = locale.text(msg::own_ideas_empty);
    if (!view.rows.empty() && context.is_stand_page)
        view.codes_note = locale.text(msg::stand_codes_note);
    return view;
}

}  // namespace qp::views
