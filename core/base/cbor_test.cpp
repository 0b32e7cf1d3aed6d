// SPDX-License-Identifier: EUPL-1.2
#include "core/base/cbor.h"

#include <doctest/doctest.h>

#include "core/base/seeded_random.h"

namespace qp::cbor {

namespace {

Bytes hex(std::string_view text) {
    return *from_hex(text);
}

// An item of any shape, as the Writer makes it.
void write_random(Writer& out, SeededRandom& random, std::size_t depth) {
    switch (random.below(depth < kDepthMax ? 8 : 6)) {
        case 0:
            out.uint(random.next() >> random.below(64));
            break;
        case 1:
            out.integer(static_cast<std::int64_t>(random.next()));
            break;
        case 2:
            out.bytes(Bytes(random.below(300), 7));
            break;
        case 3:
            out.text(std::string(random.below(40), 'x') + "ö");
            break;
        case 4:
            out.null();
            break;
        case 5:
            out.boolean(random.below(2) == 0);
            break;
        case 6: {
            const std::size_t count = random.below(5);
            out.array(count);
            for (std::size_t i = 0; i < count; ++i) write_random(out, random, depth + 1);
            break;
        }
        default: {
            const std::size_t count = random.below(5);
            out.map(count);
            for (std::size_t i = 0; i < count; ++i) {
                out.uint(i * 20);
                write_random(out, random, depth + 1);
            }
        }
    }
}

}  // namespace

TEST_CASE("numbers take their shortest form (RFC 8949, appendix A)") {
    const struct {
        std::int64_t value;
        const char* encoded;
    } kCases[] = {{0, "00"},
                  {23, "17"},
                  {24, "1818"},
                  {255, "18ff"},
                  {256, "190100"},
                  {65535, "19ffff"},
                  {65536, "1a00010000"},
                  {1000000000000, "1b000000e8d4a51000"},
                  {-1, "20"},
                  {-24, "37"},
                  {-25, "3818"},
                  {-1000, "3903e7"},
                  {INT64_MIN, "3b7fffffffffffffff"}};
    for (const auto& example : kCases) {
        CHECK(to_hex(Writer{}.integer(example.value).take()) == example.encoded);
        const Bytes bytes = hex(example.encoded);
        Reader in{bytes};
        CHECK(in.integer() == example.value);
        CHECK(in.finish());
    }
    CHECK(to_hex(Writer{}.uint(UINT64_MAX).take()) == "1bffffffffffffffff");
}

TEST_CASE("every kind of item comes back as it was written") {
    Writer out;
    out.array(8).uint(7).integer(-7).bytes(Bytes{1, 2}).text("ö").boolean(true).null();
    out.map(4).uint(0).text("a").uint(24).text("b").integer(-1).text("c").text("k").boolean(false);
    out.array(0);
    const Bytes bytes = out.take();
    CHECK(to_hex(bytes) == "88072642010262c3b6f5f6a400616118186162206163616bf480");

    Reader in{bytes};
    in.array_of(8);
    CHECK(in.uint() == 7);
    CHECK(in.integer() == -7);
    CHECK(to_hex(in.bytes()) == "0102");
    CHECK(in.text() == "ö");
    CHECK(in.boolean());
    CHECK(in.next_is_null());
    in.null();
    CHECK(in.map() == 4);
    CHECK(in.uint() == 0);
    CHECK(in.text() == "a");
    CHECK(in.uint() == 24);
    CHECK(in.text() == "b");
    CHECK(in.integer() == -1);
    CHECK(in.text() == "c");
    CHECK(in.text() == "k");
    CHECK(!in.boolean());
    CHECK(in.array() == 0);
    CHECK(in.finish());
}

TEST_CASE("whatever is not canonical is refused") {
    const struct {
        const char* encoded;
        const char* why;
    } kCases[] = {
        {"", "nothing at all"},
        {"1817", "23 in two bytes"},
        {"190018", "24 in three bytes"},
        {"1a0000ffff", "65535 in five bytes"},
        {"1b00000000ffffffff", "32 bits in nine bytes"},
        {"3800", "-1 in two bytes"},
        {"5800", "an empty byte string with a long length"},
        {"5f4101ff", "an indefinite byte string"},
        {"7f6161ff", "an indefinite text"},
        {"9f01ff", "an indefinite array"},
        {"bf0001ff", "an indefinite map"},
        {"a201000000", "keys out of order"},
        {"a200010002", "the same key twice"},
        {"a220010002", "a negative key before an unsigned one"},
        {"a261620061610a", "text keys out of order"},
        {"a26261610061620a", "a longer text key before a shorter one"},
        {"a1410100", "a byte string as key"},
        {"a1f600", "null as key"},
        {"a1800000", "an array as key"},
        {"c000", "a tag"},
        {"f90000", "a half float"},
        {"fa00000000", "a float"},
        {"fb0000000000000000", "a double"},
        {"f7", "undefined"},
        {"f814", "false in two bytes"},
        {"f8ff", "an unassigned simple value"},
        {"ff", "a break alone"},
        {"1c", "a reserved length"},
        {"62c328", "text that is no UTF-8"},
        {"4201", "a byte string cut short"},
        {"8201", "an array cut short"},
        {"a100", "a map cut short"},
        {"19ff", "a number cut short"},
        {"9b7fffffffffffffff00", "an array of more items than bytes"},
        {"bb7fffffffffffffff00", "a map of more pairs than bytes"},
        {"5b7fffffffffffffff00", "a byte string beyond the end"},
        {"0000", "a second item"},
        {"818181818181818181", "nine arrays in each other, and no end"},
        {"81818181818181818100", "nine arrays in each other"},
    };
    for (const auto& example : kCases) {
        CAPTURE(example.why);
        const Status status = check(hex(example.encoded));
        REQUIRE(!status);
        CHECK(status.error().code == Code::malformed);
    }
    CHECK(check(hex("818181818181818100")));  // eight are allowed
}

TEST_CASE("a reader gives nothing after its first failure and keeps the reason") {
    const Bytes bytes = hex("83f50102");
    Reader in{bytes};
    in.array_of(3);
    CHECK(in.uint() == 0);  // a boolean stands there
    CHECK(in.uint() == 0);
    CHECK(in.text().empty());
    CHECK(in.array() == 0);
    CHECK(in.item().empty());
    CHECK(in.peek() == Kind::none);
    in.fail(Code::conflict, "later");
    const Status status = in.finish();
    REQUIRE(!status);
    CHECK(status.error().code == Code::malformed);
}

TEST_CASE("fields have bounds") {
    const Bytes number = hex("1903e8");
    Reader a{number};
    CHECK(a.uint(999) == 0);
    CHECK(!a.is_ok());
    const Bytes text = hex("63616263");
    Reader b{text};
    CHECK(b.text(2).empty());
    CHECK(!b.is_ok());
    const Bytes bytes = hex("43616263");
    for (const bool is_longer : {true, false}) {
        Reader c{bytes};
        is_longer ? void(c.fixed<2>()) : void(c.fixed<4>());
        CHECK(!c.is_ok());
    }
    const Bytes array = hex("83000000");
    Reader d{array};
    CHECK(d.array(2) == 0);
    CHECK(!d.is_ok());
}

TEST_CASE("an item can be taken as it stands in the bytes, nested ones whole") {
    const Bytes bytes = hex("8301a2008201020140f6");
    Reader in{bytes};
    in.array_of(3);
    CHECK(to_hex(in.item()) == "01");
    const std::size_t begin = in.position();
    CHECK(to_hex(in.item()) ==
          "a20082010201"
          "40");
    CHECK(to_hex(in.since(begin)) == "a2008201020140");
    in.null();
    CHECK(in.finish());
}

TEST_CASE("whatever the writer makes, the reader takes, and in no other form") {
    SeededRandom random{20261123};
    for (int run = 0; run < 3000; ++run) {
        Writer out;
        write_random(out, random, 0);
        const Bytes bytes = out.take();
        REQUIRE(check(bytes));
        // Cut anywhere, it is refused.
        if (bytes.size() > 1) {
            const std::size_t size = 1 + random.below(bytes.size() - 1);
            REQUIRE(!check(BytesView{bytes}.first(size)));
        }
    }
}

TEST_CASE("no bytes make the reader run away") {
    SeededRandom random{4};
    for (int run = 0; run < 200000; ++run) {
        Bytes bytes(1 + random.below(24));
        random.fill(bytes);
        Reader in{bytes};
        const BytesView item = in.item();
        CHECK(item.size() <= bytes.size());
        if (in.finish()) CHECK(item.size() == bytes.size());
    }
}

}  // namespace qp::cbor
