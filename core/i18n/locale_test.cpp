// SPDX-License-Identifier: EUPL-1.2
#include "core/i18n/locale.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>

#include "core/i18n/messages.h"
#include "core/i18n/msg.h"

using namespace qp;
using namespace qp::i18n;

namespace {

const Messages& all() {
    static const Messages built_in = built_in_messages();
    return built_in;
}

const Locale& in(const char* tag) {
    return all().in(tag);
}

// Monday, 23 November 2026, 14:32 in Bielefeld.
const Instant kNow = instant(1795440720000);
Instant before(std::int64_t minutes) {
    return kNow - std::chrono::minutes{minutes};
}
constexpr std::int64_t kHour = 60;
constexpr std::int64_t kDay = 24 * kHour;

struct Hello {
    static constexpr std::string_view kKey = "hello";
    Text name;
    std::array<Argument, 1> arguments() const { return {{Argument{"name", name}}}; }
};

}  // namespace

TEST_CASE("numbers are grouped and marked as the language does it") {
    CHECK(in("de").number(1284) == "1\u202F284");
    CHECK(in("de").number(999) == "999");
    CHECK(in("de").number(1234567) == "1\u202F234\u202F567");
    CHECK(in("de").number(-5) == "\u22125");
    CHECK(in("de").number(0) == "0");
    CHECK(in("en").number(1284) == "1,284");
    CHECK(in("tr").number(1284567) == "1.284.567");
    CHECK(in("ru").number(1284) == "1\u00A0284");
    CHECK(in("uk").number(1284) == "1\u00A0284");
    CHECK(in("ar").number(1284) == "1,284");
    CHECK(in("de").number(std::numeric_limits<std::int64_t>::min()).find("808") !=
          std::string::npos);
}

TEST_CASE("decimals carry the language's mark and round half away from zero") {
    CHECK(in("de").decimal(std::int64_t{74}, 1) == "7,4");
    CHECK(in("de").decimal(std::int64_t{-31}, 1) == "\u22123,1");
    CHECK(in("de").decimal(std::int64_t{5}, 2) == "0,05");
    CHECK(in("de").decimal(7.44, 1) == "7,4");
    CHECK(in("de").decimal(7.45001, 1) == "7,5");
    CHECK(in("de").decimal(-0.04, 1) == "0,0");
    CHECK(in("de").decimal(17.6, 0) == "18");
    CHECK(in("en").decimal(1284.25, 2) == "1,284.25");
    CHECK(in("tr").decimal(7.44, 1) == "7,4");
    CHECK(in("ru").decimal(7.44, 1) == "7,4");
    CHECK(in("ar").decimal(1284.25, 2) == "1,284.25");
}

TEST_CASE("what is no number is unknown, never 0") {
    CHECK(in("de").decimal(std::nan(""), 1) == "unbekannt");
    CHECK(in("en").decimal(std::numeric_limits<double>::infinity(), 1) == "unknown");
    CHECK(in("de").decimal(1e300, 1) == "unbekannt");
}

TEST_CASE("a unit stays on its number's line and can be read aloud") {
    CHECK(in("de").with_unit("7,4", "°C") == "7,4\u202F°C");
    CHECK(in("de").with_unit("62", "%") == "62\u202F%");
    CHECK(in("en").with_unit("62", "%") == "62%");
    CHECK(in("de").with_unit("1 284", "") == "1 284");
    CHECK(in("de").spoken_unit("µg/m³") == "Mikrogramm pro Kubikmeter");
    CHECK(in("de").spoken_unit("furlong") == "furlong");
}

TEST_CASE("the percent sign stands where the language has it") {
    CHECK(in("tr").with_unit("62", "%") == "%62");
    CHECK(in("ru").with_unit("62", "%") == "62\u202F%");
    CHECK(in("uk").with_unit("62", "%") == "62%");
}

TEST_CASE("in Arabic a value with its unit keeps its order, and a minus stays before its number") {
    CHECK(in("ar").with_unit("7.4", "°C") == "\u20667.4\u202F°C\u2069");
    CHECK(in("ar").unit_alone("°C") == "\u2066°C\u2069");
    CHECK(in("de").unit_alone("°C") == "°C");
    CHECK(in("ar").with_unit("62", "%") == "\u206662%\u2069");
    CHECK(in("ar").with_unit("3", "") == "3");
    CHECK(in("ar").number(-5) == "\u200E\u22125");
    CHECK(in("ar").decimal(std::int64_t{-31}, 1) == "\u200E\u22123.1");
}

TEST_CASE("dates are German legal time, with the year where it is another") {
    CHECK(in("de").date(kNow, kNow) == "23. November");
    CHECK(in("en").date(kNow, kNow) == "23 November");
    CHECK(in("de").date(before(330 * kDay), kNow) == "28. Dezember 2025");
    CHECK(in("de").weekday_date(kNow, kNow) == "Montag, 23. November");
    CHECK(in("de").month(kNow) == "November 2026");
    CHECK(in("de").clock(kNow) == "14:32 Uhr");
    CHECK(in("en").clock(kNow) == "14:32");
    // 22:30 UTC is already the next day in Bielefeld in summer.
    CHECK(in("de").date(instant(1782772200000), kNow) == "30. Juni");
}

TEST_CASE("each language writes its dates as it does") {
    CHECK(in("tr").weekday_date(kNow, kNow) == "23 Kasım Pazartesi");
    CHECK(in("tr").date(before(330 * kDay), kNow) == "28 Aralık 2025");
    CHECK(in("ru").weekday_date(kNow, kNow) == "понедельник, 23 ноября");
    CHECK(in("ru").date(before(330 * kDay), kNow) == "28 декабря 2025 г.");
    CHECK(in("uk").weekday_date(kNow, kNow) == "понеділок, 23 листопада");
    CHECK(in("ar").date(kNow, kNow) == "\u206823\u2069 \u2068نوفمبر\u2069");
    CHECK(in("ar").clock(kNow) == "الساعة \u206814:32\u2069");
}

TEST_CASE("a month by itself is not declined as in a date") {
    CHECK(in("ru").month(kNow) == "ноябрь 2026 г.");
    CHECK(in("uk").month(kNow) == "листопад 2026 р.");
    CHECK(in("tr").month(kNow) == "Kasım 2026");
}

TEST_CASE("an age takes the plural of its language") {
    CHECK(in("tr").age(before(6), kNow) == "6 dakika önce");
    CHECK(in("ru").age(before(1), kNow) == "1 минуту назад");
    CHECK(in("ru").age(before(3), kNow) == "3 минуты назад");
    CHECK(in("ru").age(before(11), kNow) == "11 минут назад");
    CHECK(in("ru").age(before(21), kNow) == "21 минуту назад");
    CHECK(in("uk").age(before(2 * kDay), kNow) == "2 дні тому");
    CHECK(in("uk").age(before(5 * kDay), kNow) == "5 днів тому");
    CHECK(in("ar").age(before(1), kNow) == "قبل دقيقة واحدة");
    CHECK(in("ar").age(before(2), kNow) == "قبل دقيقتين");
    CHECK(in("ar").age(before(6), kNow) == "قبل 6 دقائق");
    CHECK(in("ar").age(before(15), kNow) == "قبل 15 دقيقة");
    CHECK(in("ar").age(before(3 * kDay), kNow) == "قبل 3 أيام");
}

TEST_CASE("an age is told in words") {
    CHECK(in("de").age(kNow, kNow) == "gerade eben");
    CHECK(in("de").age(before(1), kNow) == "vor 1 Minute");
    CHECK(in("de").age(before(6), kNow) == "vor 6 Minuten");
    CHECK(in("de").age(before(59), kNow) == "vor 59 Minuten");
    CHECK(in("de").age(before(60), kNow) == "vor 1 Stunde");
    CHECK(in("de").age(before(14 * kHour), kNow) == "vor 14 Stunden");
    CHECK(in("de").age(before(15 * kHour), kNow) == "gestern");
    CHECK(in("de").age(before(38 * kHour), kNow) == "gestern");
    CHECK(in("de").age(before(2 * kDay), kNow) == "vor 2 Tagen");
    CHECK(in("de").age(before(7 * kDay), kNow) == "vor 7 Tagen");
    CHECK(in("de").age(before(8 * kDay), kNow) == "am 15. November");
    CHECK(in("en").age(before(6), kNow) == "6 minutes ago");
    CHECK(in("en").age(before(8 * kDay), kNow) == "on 15 November");
}

TEST_CASE("shortly after midnight an hour ago is still an hour ago") {
    const Instant night = from_german(2026, 11, 23, 0, 30);
    CHECK(in("de").age(night - std::chrono::hours{2}, night) == "vor 2 Stunden");
    CHECK(in("de").age(night - std::chrono::hours{7}, night) == "gestern");
}

TEST_CASE("what lies ahead is never told as an age: somebody's clock is wrong") {
    CHECK(in("de").age(kNow + std::chrono::seconds{90}, kNow) == "gerade eben");
    CHECK(in("de").age(kNow + std::chrono::hours{30}, kNow) == "24. November, 20:32 Uhr");
}

TEST_CASE("words that are read later than they were made tell a time by its date") {
    const Locale& german = all().in("de", Telling::dates);
    CHECK(german.age(kNow, kNow) == "23.11., 14:32");
    CHECK(german.age(before(kDay), kNow) == "22.11., 14:32");
    CHECK(german.age(before(8 * kDay), kNow) == "am 15. November");
    CHECK(german.since(before(30), kNow) == "seit 23. November");
    CHECK(all().in("tr", Telling::dates).since(before(30), kNow) == "23 Kasım tarihinden beri");
    CHECK(all().in("xx", Telling::dates).age(kNow, kNow) == "23.11., 14:32");
    CHECK(all().in("en", Telling::dates).age(kNow, kNow) == "23/11, 14:32");
}

TEST_CASE("since when something holds is told in days") {
    CHECK(in("de").since(before(30), kNow) == "seit heute");
    CHECK(in("de").since(before(kDay), kNow) == "seit gestern");
    CHECK(in("de").since(before(5 * kDay), kNow) == "seit 5 Tagen");
    CHECK(in("de").since(before(20 * kDay), kNow) == "seit 3. November");
    CHECK(in("en").since(before(5 * kDay), kNow) == "for 5 days");
    CHECK(in("de-x-leicht").since(before(20 * kDay), kNow) == "seit dem 3. November");
}

TEST_CASE("lists end in `und`") {
    const std::array<std::string, 3> three{"a", "b", "c"};
    CHECK(in("de").list({}) == "");
    CHECK(in("de").list(std::span{three}.first(1)) == "a");
    CHECK(in("de").list(std::span{three}.first(2)) == "a und b");
    CHECK(in("de").list(three) == "a, b und c");
    CHECK(in("en").list(three) == "a, b and c");
    CHECK(in("tr").list(three) == "a, b ve c");
    CHECK(in("ru").list(three) == "a, b и c");
    CHECK(in("uk").list(three) == "a, b і c");
}

TEST_CASE("counted messages choose their form") {
    CHECK(in("de").text(msg::support_count{.count = 1}) == "1 unterstützt das");
    CHECK(in("de").text(msg::support_count{.count = 1284}) == "1\u202F284 unterstützen das");
    CHECK(in("de").text(msg::idea_list_count{.count = 0}) == "Keine Idee gefunden");
    CHECK(
        in("de").text(msg::sync_offline_waiting{.count = 3}) ==
        "Gerade keine Verbindung. 3 Beiträge sind sicher gespeichert und gehen von selbst auf den "
        "Weg.");
}

TEST_CASE("words put into a right-to-left sentence are isolated from it") {
    const Keys keys{"hello\x1e"};
    const Catalogue german{keys, "Hallo {name}!\x1e"};
    const Locale arabic{*find_language("ar"), {&german}};
    CHECK(arabic.text(Key{"hello"}) == "Hallo !");
    CHECK(arabic.text(Hello{.name = "Heepen"}) == "Hallo \u2068Heepen\u2069!");
}

TEST_CASE("an Arabic idea in a German sentence is isolated from it, and nothing else is") {
    const Locale& german = in("de");
    CHECK(german.text(msg::project_last_update{.age = "gestern", .title = "مقعد"}) ==
          "gestern: \u2068مقعد\u2069");
    CHECK(german.text(msg::project_last_update{.age = "gestern", .title = "Лавка"}) ==
          "gestern: Лавка");
}

TEST_CASE("a sentence begins with the capital of its language") {
    CHECK(in("de").capitalised("öffentlich") == "Öffentlich");
    CHECK(in("de").capitalised("ideen") == "Ideen");
    CHECK(in("tr").capitalised("inceleniyor") == "İnceleniyor");
    CHECK(in("tr").capitalised("ılıman") == "Ilıman");
    CHECK(in("tr").capitalised("şimdi") == "Şimdi");
    CHECK(in("ru").capitalised("отозвано") == "Отозвано");
    CHECK(in("uk").capitalised("її") == "Її");
    CHECK(in("uk").capitalised("ґрунт") == "Ґрунт");
    for (const char* same : {"", "5 Tage", "Ja", "×", "منشورة", "\xff"}) {
        CAPTURE(same);
        CHECK(in("de").capitalised(same) == same);
    }
}

TEST_CASE("Leichte Sprache is spoken with a German voice") {
    CHECK(in("de-x-leicht").speech_tag() == "de");
    CHECK(in("en").speech_tag() == "en");
}
