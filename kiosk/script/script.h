// SPDX-License-Identifier: EUPL-1.2
// Commands that drive the kiosk as a person would. See README.md for their list.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "core/base/instant.h"
#include "core/base/result.h"
#include "kiosk/script/command.h"
#include "kiosk/ui/input.h"
#include "kiosk/ui/semantics.h"

namespace qp::kiosk::script {

// What a script may do to the program.
class Driver {
public:
    virtual ~Driver() = default;
    virtual const ui::Tree& tree() const = 0;
    virtual void tap(Point at) = 0;
    virtual void finger_down(int finger, Point at) = 0;
    virtual void finger_move(int finger, Point at) = 0;
    virtual void finger_up(int finger, Point at) = 0;
    virtual bool reveal(const std::string& id) = 0;
    virtual void type(const std::string& text) = 0;
    virtual void press(ui::Key key) = 0;
    virtual bool open_screen(const std::string& name) = 0;
    virtual void shoot(const std::string& path) = 0;
    // Of the last shot, once its frame has been drawn.
    virtual std::optional<Status> take_shot_result() = 0;
    // What speech said last, oldest first, and how many utterances there were in all.
    virtual const std::deque<std::string>& transcript() const = 0;
    virtual std::size_t said() const = 0;
    virtual std::string frames() const = 0;
    virtual void forget_frames() = 0;  // what was measured until now
    virtual void quit() = 0;
    virtual void answer(const std::string& line) = 0;
};

// Runs one command after the other, each only when the frame after the one before has been drawn.
class Script {
public:
    explicit Script(Driver& driver) : driver_{driver} {}
    void add_line(std::string line) { lines_.push_back(std::move(line)); }
    // After each frame, and when time passes. `is_settled`: no input waits and nothing moves. True:
    // a command was carried out, so draw again.
    bool step(double seconds, bool is_settled);
    bool is_idle() const { return lines_.empty() && !current_; }
    bool has_failed() const { return has_failed_; }

private:
    enum class Outcome { done, waiting };
    Outcome run(const Command& command, double seconds);
    Outcome tap(const Command& command, double seconds);
    Outcome expect(const Command& command, double seconds, double patience);
    Outcome shot(const Command& command);
    Outcome heard(const Command& command, double seconds);
    void move_finger(const Command& command);
    void press(const std::string& name);
    void focused();
    void ok(const std::string& text = {});
    void fail_with(const std::string& why);

    Driver& driver_;
    std::deque<std::string> lines_;
    std::optional<Command> current_;
    std::size_t heard_ = 0;  // utterances that earlier commands have heard
    double started_ = 0;
    int phase_ = 0;
    bool has_failed_ = false;
};

}  // namespace qp::kiosk::script
