#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace labelscape {

struct AppContext;
struct Command;

/// Something that the user asks for: any struct of namespace action, which stands beside its handler in app/actions.
/// Copies share it.
class Action {
public:
    template <class T>
    Action(T wanted) : any_(std::make_shared<const Holds<T>>(std::move(wanted))) {}

    /// Calls the handler, handle(AppContext&, const T&).
    void apply(AppContext& context) const { any_->apply(context); }
    /// Null when it is another action.
    template <class T>
    const T* as() const {
        const auto* held = dynamic_cast<const Holds<T>*>(any_.get());
        return held ? &held->wanted : nullptr;
    }

private:
    struct Any {
        virtual ~Any() = default;
        virtual void apply(AppContext& context) const = 0;
    };
    template <class T>
    struct Holds final : Any {
        explicit Holds(T its_wanted) : wanted(std::move(its_wanted)) {}
        void apply(AppContext& context) const override { handle(context, wanted); }
        T wanted;
    };

    std::shared_ptr<const Any> any_;
};

/// Filled while the UI is drawn, drained once after it: nothing changes in the middle of a frame.
class ActionQueue {
public:
    void push(Action action) { actions_.push_back(std::move(action)); }
    std::vector<Action> take() { return std::exchange(actions_, {}); }
    bool empty() const { return actions_.empty(); }

private:
    std::vector<Action> actions_;
};

}  // namespace labelscape
