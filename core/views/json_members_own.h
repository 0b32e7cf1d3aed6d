// SPDX-License-Identifier: EUPL-1.2
// As json_members.h, of what a phone shows its owner alone. Inner part of json.cpp.
#pragma once

#include "core/views/json.h"

namespace qp::views {

template <class Visit>
void members(Visit&& visit, const IdeaReportView& v) {
    visit("id", v.id);
    visit("title", v.title);
    visit("idea", v.idea);
    visit("lead", v.lead);
    visit("reasons_label", v.reasons_label);
    visit("reasons", v.reasons);
    visit("reason_fault", v.reason_fault);
    visit("text_label", v.text_label);
    visit("text_hint", v.text_hint);
    visit("text_value", v.text_value);
    visit("text_count", v.text_count);
    visit("text_fault", v.text_fault);
    visit("privacy", v.privacy);
    visit("submit", v.submit);
    visit("cancel", v.cancel);
    visit("reported", v.reported);
}

template <class Visit>
void members(Visit&& visit, const IdeaReportedView& v) {
    visit("title", v.title);
    visit("text", v.text);
    visit("done", v.done);
}

template <class Visit>
void members(Visit&& visit, const OwnIdeaRow& v) {
    visit("id", v.id);
    visit("title", v.title);
    visit("receipt_code", v.receipt_code);
    visit("delivery", v.delivery);
    visit("status", v.status);
    visit("tone", v.tone);
    visit("is_public", v.is_public);
    visit("withdraw_spoken", v.withdraw_spoken);
    visit("edit_to", v.edit_to);
    visit("edit_spoken", v.edit_spoken);
    visit("let_go_spoken", v.let_go_spoken);
}

template <class Visit>
void members(Visit&& visit, const OwnRefused& v) {
    visit("id", v.id);
    visit("kind", v.kind);
    visit("title", v.title);
    visit("why", v.why);
    visit("code", v.code);
    visit("can_retry", v.can_retry);
    visit("retry_spoken", v.retry_spoken);
    visit("rewrite_to", v.rewrite_to);
    visit("rewrite_spoken", v.rewrite_spoken);
    visit("let_go_spoken", v.let_go_spoken);
}

template <class Visit>
void members(Visit&& visit, const OwnRefusedList& v) {
    visit("title", v.title);
    visit("lead", v.lead);
    visit("retry", v.retry);
    visit("rewrite", v.rewrite);
    visit("let_go", v.let_go);
    visit("question", v.question);
    visit("retried", v.retried);
    visit("has_gone", v.has_gone);
    visit("rows", v.rows);
    visit("more", v.more);
}

template <class Visit>
void members(Visit&& visit, const ReceiptLookup& v) {
    visit("title", v.title);
    visit("lead", v.lead);
    visit("label", v.label);
    visit("hint", v.hint);
    visit("code", v.code);
    visit("answer", v.answer);
    visit("found", v.found);
    visit("follow", v.follow);
    visit("follow_hint", v.follow_hint);
    visit("has_followed", v.has_followed);
    visit("is_followed", v.is_followed);
}

template <class Visit>
void members(Visit&& visit, const FollowedList& v) {
    visit("title", v.title);
    visit("rows", v.rows);
    visit("let_go", v.let_go);
    visit("question", v.question);
    visit("has_gone", v.has_gone);
}

template <class Visit>
void members(Visit&& visit, const OwnActRow& v) {
    visit("id", v.id);
    visit("kind", v.kind);
    visit("title", v.title);
    visit("delivery", v.delivery);
    visit("tone", v.tone);
    visit("to", v.to);
    visit("take_back_spoken", v.take_back_spoken);
}

template <class Visit>
void members(Visit&& visit, const OwnActList& v) {
    visit("id", v.id);
    visit("icon", v.icon);
    visit("title", v.title);
    visit("rows", v.rows);
}

template <class Visit>
void members(Visit&& visit, const OwnIdeasView& v) {
    visit("title", v.title);
    visit("lead", v.lead);
    visit("codes_note", v.codes_note);
    visit("refused", v.refused);
    visit("rows", v.rows);
    visit("edit", v.edit);
    visit("withdraw", v.withdraw);
    visit("withdraw_question", v.withdraw_question);
    visit("followed", v.followed);
    visit("acts", v.acts);
    visit("take_back", v.take_back);
    visit("taken_back", v.taken_back);
    visit("empty", v.empty);
    visit("lookup", v.lookup);
}

template <class Visit>
void members(Visit&& visit, const SettingsGroup& v) {
    visit("id", v.id);
    visit("label", v.label);
    visit("hint", v.hint);
    visit("icon", v.icon);
    visit("choices", v.choices);
}

template <class Visit>
void members(Visit&& visit, const EraseView& v) {
    visit("label", v.label);
    visit("question", v.question);
    visit("is_under_way", v.is_under_way);
    visit("is_over", v.is_over);
    visit("title", v.title);
    visit("text", v.text);
    visit("left", v.left);
    visit("now", v.now);
    visit("now_hint", v.now_hint);
    visit("keep", v.keep);
}

template <class Visit>
void members(Visit&& visit, const PhoneSettingsView& v) {
    visit("title", v.title);
    visit("lead", v.lead);
    visit("language_label", v.language_label);
    visit("quarter_label", v.quarter_label);
    visit("groups", v.groups);
    visit("data_title", v.data_title);
    visit("data_text", v.data_text);
    visit("data", v.data);
    visit("save", v.save);
    visit("save_hint", v.save_hint);
    visit("save_name", v.save_name);
    visit("saved", v.saved);
    visit("erase", v.erase);
}

template <class Visit>
void members(Visit&& visit, const OwnUpdateRow& v) {
    visit("id", v.id);
    visit("title", v.title);
    visit("delivery", v.delivery);
    visit("status", v.status);
    visit("tone", v.tone);
}

template <class Visit>
void members(Visit&& visit, const OwnProjectView& v) {
    visit("id", v.id);
    visit("title", v.title);
    visit("project", v.project);
    visit("lead", v.lead);
    visit("make_lead", v.make_lead);
    visit("make", v.make);
    visit("made", v.made);
    visit("key_title", v.key_title);
    visit("key_hint", v.key_hint);
    visit("key", v.key);
    visit("copy", v.copy);
    visit("write_title", v.write_title);
    visit("title_label", v.title_label);
    visit("title_hint", v.title_hint);
    visit("text_label", v.text_label);
    visit("text_hint", v.text_hint);
    visit("stage_label", v.stage_label);
    visit("stages", v.stages);
    visit("help_label", v.help_label);
    visit("help_hint", v.help_hint);
    visit("help", v.help);
    visit("faults", v.faults);
    visit("submit", v.submit);
    visit("saved", v.saved);
    visit("updates_title", v.updates_title);
    visit("updates", v.updates);
}

}  // namespace qp::views
