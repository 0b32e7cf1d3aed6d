// SPDX-License-Identifier: EUPL-1.2
// Every view model's members, listed once: members(visit, view) calls visit("name", value) for
// each. A member that is missing here is caught by json_test, which reads the headers. Inner part
// of json.cpp.
#pragma once

#include "core/views/json.h"

namespace qp::views {

template <class Visit>
void members(Visit&& visit, const Text& v) {
    visit("text", v.text);
    visit("lang", v.lang);
}

template <class Visit>
void members(Visit&& visit, const Badge& v) {
    visit("text", v.text);
    visit("tone", v.tone);
    visit("icon", v.icon);
}

template <class Visit>
void members(Visit&& visit, const Choice& v) {
    visit("id", v.id);
    visit("label", v.label);
    visit("is_on", v.is_on);
    visit("tone", v.tone);
    visit("icon", v.icon);
}

template <class Visit>
void members(Visit&& visit, const Question& v) {
    visit("title", v.title);
    visit("text", v.text);
    visit("yes", v.yes);
    visit("no", v.no);
}

template <class Visit>
void members(Visit&& visit, const Fact& v) {
    visit("label", v.label);
    visit("value", v.value);
}

template <class Visit>
void members(Visit&& visit, const SupportButton& v) {
    visit("is_shown", v.is_shown);
    visit("is_on", v.is_on);
    visit("label", v.label);
    visit("spoken", v.spoken);
}

template <class Visit>
void members(Visit&& visit, const IdeaRow& v) {
    visit("id", v.id);
    visit("title", v.title);
    visit("badges", v.badges);
    visit("supports", v.supports);
    visit("supports_number", v.supports_number);
    visit("supports_words", v.supports_words);
    visit("status", v.status);
    visit("news", v.news);
    visit("meta", v.meta);
    visit("support", v.support);
    visit("spoken", v.spoken);
}

template <class Visit>
void members(Visit&& visit, const IdeaListView& v) {
    visit("title", v.title);
    visit("lead", v.lead);
    visit("search_label", v.search_label);
    visit("search", v.search);
    visit("themes", v.themes);
    visit("quarters", v.quarters);
    visit("rings", v.rings);
    visit("orders", v.orders);
    visit("filter_label", v.filter_label);
    visit("count", v.count);
    visit("rows", v.rows);
    visit("empty", v.empty);
    visit("write_label", v.write_label);
    visit("own_label", v.own_label);
    visit("has_more", v.has_more);
}

template <class Visit>
void members(Visit&& visit, const Tile& v) {
    visit("id", v.id);
    visit("icon", v.icon);
    visit("label", v.label);
    visit("value", v.value);
    visit("unit", v.unit);
    visit("level", v.level);
    visit("level_word", v.level_word);
    visit("sentence", v.sentence);
    visit("source", v.source);
    visit("age", v.age);
    visit("origin", v.origin);
    visit("is_word", v.is_word);
    visit("is_stale", v.is_stale);
    visit("is_demo", v.is_demo);
    visit("demo_label", v.demo_label);
    visit("spark", v.spark);
    visit("spoken", v.spoken);
}

template <class Visit>
void members(Visit&& visit, const StartView& v) {
    visit("greeting", v.greeting);
    visit("sentences", v.sentences);
    visit("lead", v.lead);
    visit("tiles", v.tiles);
    visit("tiles_empty", v.tiles_empty);
    visit("stations_label", v.stations_label);
    visit("call_title", v.call_title);
    visit("call_text", v.call_text);
    visit("ideas_title", v.ideas_title);
    visit("ideas_all", v.ideas_all);
    visit("ideas", v.ideas);
    visit("mood_title", v.mood_title);
    visit("mood_text", v.mood_text);
    visit("event_title", v.event_title);
    visit("event_text", v.event_text);
}

template <class Visit>
void members(Visit&& visit, const Tick& v) {
    visit("at", v.at);
    visit("label", v.label);
}

template <class Visit>
void members(Visit&& visit, const ChartPoint& v) {
    visit("x", v.x);
    visit("y", v.y);
}

template <class Visit>
void members(Visit&& visit, const Chart& v) {
    visit("title", v.title);
    visit("summary", v.summary);
    visit("points", v.points);
    visit("x_ticks", v.x_ticks);
    visit("y_ticks", v.y_ticks);
    visit("is_bars", v.is_bars);
}

template <class Visit>
void members(Visit&& visit, const Table& v) {
    visit("caption", v.caption);
    visit("columns", v.columns);
    visit("rows", v.rows);
}

template <class Visit>
void members(Visit&& visit, const StreamView& v) {
    visit("id", v.id);
    visit("label", v.label);
    visit("value", v.value);
    visit("unit", v.unit);
    visit("level", v.level);
    visit("level_word", v.level_word);
    visit("age", v.age);
    visit("is_stale", v.is_stale);
    visit("chart", v.chart);
    visit("table", v.table);
    visit("limits", v.limits);
}

template <class Visit>
void members(Visit&& visit, const StationView& v) {
    visit("id", v.id);
    visit("title", v.title);
    visit("subtitle", v.subtitle);
    visit("badges", v.badges);
    visit("notice", v.notice);
    visit("ranges", v.ranges);
    visit("streams", v.streams);
    visit("chart_label", v.chart_label);
    visit("table_label", v.table_label);
    visit("attribution", v.attribution);
}

template <class Visit>
void members(Visit&& visit, const MapName& v) {
    visit("name", v.name);
    visit("latitude", v.latitude);
    visit("longitude", v.longitude);
}

template <class Visit>
void members(Visit&& visit, const MapScale& v) {
    visit("words", v.words);
    visit("metres", v.metres);
}

template <class Visit>
void members(Visit&& visit, const MapGround& v) {
    visit("label", v.label);
    visit("south", v.south);
    visit("west", v.west);
    visit("north", v.north);
    visit("east", v.east);
    visit("names", v.names);
    visit("closer", v.closer);
    visit("farther", v.farther);
    visit("scales", v.scales);
}

template <class Visit>
void members(Visit&& visit, const PlaceView& v) {
    visit("title", v.title);
    visit("words", v.words);
    visit("latitude", v.latitude);
    visit("longitude", v.longitude);
    visit("radius_metres", v.radius_metres);
    visit("ground", v.ground);
}

template <class Visit>
void members(Visit&& visit, const PlaceField& v) {
    visit("label", v.label);
    visit("hint", v.hint);
    visit("words", v.words);
    visit("latitude", v.latitude);
    visit("longitude", v.longitude);
    visit("radius_metres", v.radius_metres);
    visit("choose_label", v.choose_label);
    visit("choices", v.choices);
    visit("locate", v.locate);
    visit("remove", v.remove);
    visit("ground", v.ground);
}

template <class Visit>
void members(Visit&& visit, const PlaceTaken& v) {
    visit("value", v.value);
    visit("words", v.words);
    visit("fault", v.fault);
}

template <class Visit>
void members(Visit&& visit, const StationRow& v) {
    visit("id", v.id);
    visit("title", v.title);
    visit("spoken", v.spoken);
    visit("subtitle", v.subtitle);
    visit("tiles", v.tiles);
    visit("latitude", v.latitude);
    visit("longitude", v.longitude);
}

template <class Visit>
void members(Visit&& visit, const StationListView& v) {
    visit("title", v.title);
    visit("lead", v.lead);
    visit("rows", v.rows);
    visit("empty", v.empty);
    visit("attributions", v.attributions);
    visit("list_label", v.list_label);
    visit("map_label", v.map_label);
    visit("off_map_label", v.off_map_label);
    visit("together", v.together);
    visit("ground", v.ground);
}

template <class Visit>
void members(Visit&& visit, const IdeaStepView& v) {
    visit("title", v.title);
    visit("date", v.date);
    visit("reason", v.reason);
    visit("is_current", v.is_current);
    visit("is_done", v.is_done);
}

template <class Visit>
void members(Visit&& visit, const IdeaView& v) {
    visit("id", v.id);
    visit("title", v.title);
    visit("paragraphs", v.paragraphs);
    visit("place", v.place);
    visit("badges", v.badges);
    visit("meta", v.meta);
    visit("supports", v.supports);
    visit("supports_note", v.supports_note);
    visit("support", v.support);
    visit("steps_title", v.steps_title);
    visit("steps", v.steps);
    visit("similar_title", v.similar_title);
    visit("similar", v.similar);
    visit("report", v.report);
    visit("reported", v.reported);
}

template <class Visit>
void members(Visit&& visit, const IdeaFormView& v) {
    visit("title", v.title);
    visit("lead", v.lead);
    visit("title_label", v.title_label);
    visit("title_hint", v.title_hint);
    visit("title_value", v.title_value);
    visit("text_label", v.text_label);
    visit("text_hint", v.text_hint);
    visit("text_value", v.text_value);
    visit("text_count", v.text_count);
    visit("quarter_label", v.quarter_label);
    visit("quarters", v.quarters);
    visit("theme_label", v.theme_label);
    visit("place", v.place);
    visit("themes", v.themes);
    visit("faults", v.faults);
    visit("title_fault", v.title_fault);
    visit("similar_title", v.similar_title);
    visit("similar", v.similar);
    visit("submit", v.submit);
    visit("cancel", v.cancel);
    visit("take_along", v.take_along);
    visit("privacy", v.privacy);
}

template <class Visit>
void members(Visit&& visit, const IdeaSavedView& v) {
    visit("title", v.title);
    visit("text", v.text);
    visit("code_label", v.code_label);
    visit("receipt_code", v.receipt_code);
    visit("code_spoken", v.code_spoken);
    visit("code_hint", v.code_hint);
    visit("follow_link", v.follow_link);
    visit("follow_label", v.follow_label);
    visit("again", v.again);
    visit("done", v.done);
}

template <class Visit>
void members(Visit&& visit, const SaveFailedView& v) {
    visit("title", v.title);
    visit("text", v.text);
    visit("retry", v.retry);
}

template <class Visit>
void members(Visit&& visit, const RadarItem& v) {
    visit("id", v.id);
    visit("kind", v.kind);
    visit("field", v.field);
    visit("theme", v.theme);
    visit("angle", v.angle);
    visit("radius", v.radius);
    visit("size", v.size);
    visit("title", v.title);
}

template <class Visit>
void members(Visit&& visit, const RadarTheme& v) {
    visit("id", v.id);
    visit("label", v.label);
    visit("field", v.field);
    visit("from", v.from);
    visit("to", v.to);
    visit("is_on", v.is_on);
    visit("count", v.count);
    visit("spoken", v.spoken);
}

template <class Visit>
void members(Visit&& visit, const RadarField& v) {
    visit("id", v.id);
    visit("label", v.label);
    visit("lines", v.lines);
    visit("from", v.from);
    visit("to", v.to);
}

template <class Visit>
void members(Visit&& visit, const RadarRing& v) {
    visit("label", v.label);
    visit("from", v.from);
    visit("to", v.to);
}

template <class Visit>
void members(Visit&& visit, const RadarRow& v) {
    visit("id", v.id);
    visit("kind", v.kind);
    visit("title", v.title);
    visit("meta", v.meta);
    visit("field", v.field);
    visit("spoken", v.spoken);
}

template <class Visit>
void members(Visit&& visit, const RadarView& v) {
    visit("title", v.title);
    visit("lead", v.lead);
    visit("fields", v.fields);
    visit("themes", v.themes);
    visit("rings", v.rings);
    visit("items", v.items);
    visit("center", v.center);
    visit("legend", v.legend);
    visit("list_title", v.list_title);
    visit("list_count", v.list_count);
    visit("list_text", v.list_text);
    visit("rows", v.rows);
    visit("all", v.all);
    visit("empty", v.empty);
}

template <class Visit>
void members(Visit&& visit, const Stone& v) {
    visit("choice", v.choice);
    visit("label", v.label);
    visit("pattern", v.pattern);
    visit("is_on", v.is_on);
    visit("spoken", v.spoken);
}

template <class Visit>
void members(Visit&& visit, const MoodBar& v) {
    visit("label", v.label);
    visit("value", v.value);
    visit("percent", v.percent);
    visit("share", v.share);
    visit("choice", v.choice);
    visit("pattern", v.pattern);
}

template <class Visit>
void members(Visit&& visit, const MoodView& v) {
    visit("is_open", v.is_open);
    visit("session_id", v.session_id);
    visit("title", v.title);
    visit("introduction", v.introduction);
    visit("closed_text", v.closed_text);
    visit("badges", v.badges);
    visit("thesis_id", v.thesis_id);
    visit("thesis", v.thesis);
    visit("step", v.step);
    visit("index", v.index);
    visit("count", v.count);
    visit("question", v.question);
    visit("stones", v.stones);
    visit("saved", v.saved);
    visit("has_picture", v.has_picture);
    visit("picture_title", v.picture_title);
    visit("picture_word", v.picture_word);
    visit("picture_text", v.picture_text);
    visit("picture_wait", v.picture_wait);
    visit("bars", v.bars);
    visit("next", v.next);
    visit("previous", v.previous);
    visit("done", v.done);
    visit("privacy", v.privacy);
}

template <class Visit>
void members(Visit&& visit, const SyncLine& v) {
    visit("text", v.text);
    visit("state", v.state);
    visit("last_contact", v.last_contact);
    visit("tone", v.tone);
    visit("waiting", v.waiting);
    visit("has_content", v.has_content);
}

template <class Visit>
void members(Visit&& visit, const ShellView& v) {
    visit("lang", v.lang);
    visit("dir", v.dir);
    visit("product", v.product);
    visit("place", v.place);
    visit("clock", v.clock);
    visit("areas", v.areas);
    visit("languages", v.languages);
    visit("quarters", v.quarters);
    visit("sync", v.sync);
    visit("back", v.back);
    visit("close", v.close);
    visit("more", v.more);
    visit("about", v.about);
    visit("demo_notice", v.demo_notice);
}

template <class Visit>
void members(Visit&& visit, const AboutPiece& v) {
    visit("text", v.text);
    visit("link", v.link);
}

template <class Visit>
void members(Visit&& visit, const AboutParagraph& v) {
    visit("text", v.text);
    visit("pieces", v.pieces);
}

template <class Visit>
void members(Visit&& visit, const AboutSection& v) {
    visit("title", v.title);
    visit("paragraphs", v.paragraphs);
}

template <class Visit>
void members(Visit&& visit, const AboutView& v) {
    visit("title", v.title);
    visit("sections", v.sections);
    visit("staff", v.staff);
}

}  // namespace qp::views
