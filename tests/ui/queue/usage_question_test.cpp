// SPDX-License-Identifier: GPL-3.0-or-later
// "Check with the provider": offered beside unknown jobs that may have cost something, and nowhere else.
#include "app/library/asset_index.h"
#include "tests/queue/queue_fixture.h"
#include "ui/kit/labels.h"
#include "ui/kit/theme.h"
#include "ui/queue/queue_place.h"

#include <QPushButton>

using namespace batchroom;
using namespace batchroom::test;

namespace {

using Done = std::function<void(const Result<QStringList>&)>;

struct Screen {
    explicit Screen(QueueFixture& fixture)
        : index(*fixture.store)
        , place(Catalog::builtIn(), *fixture.queue, index, *fixture.assets, actions)
    {
        place.resize(1200, 720);
        place.show();
        [&] { QTRY_VERIFY(place.list().isLoaded()); }();
    }
    QPushButton* check() const { return place.findChild<QPushButton*>(QStringLiteral("checkUsageButton")); }
    QWidget* lane() const { return place.findChild<QWidget*>(QStringLiteral("needsYouLane")); }
    TextLabel* answer() const { return place.findChild<TextLabel*>(QStringLiteral("usageLabel")); }

    ActionCatalog actions;
    AssetIndex index;
    QueuePlace place;
};

FakeService::Submit alwaysBroken()
{
    return [](const GenerationRequest&, SubmitMode, int) -> SendOutcome {
        return ServerFault{503, QStringLiteral("busy")};
    };
}

} // namespace

class UsageQuestionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isAskedOnAClickAndTheAnswerStaysInSight()
    {
        QueueFixture fixture;
        fixture.service.onSubmit = alwaysBroken();
        QVERIFY(fixture.enqueue(draftOf(2)));
        Screen screen(fixture);
        Done answer;
        int asked = 0;
        screen.place.setUsageQuestion([&](QObject*, const Done& done) {
            ++asked;
            answer = done;
        });
        QVERIFY(fixture.untilIdle());
        QTRY_VERIFY(screen.check()->isVisible());
        QCOMPARE(asked, 0); // never by itself
        QVERIFY(!screen.answer()->isVisible());
        const int before = screen.lane()->height();
        QTest::mouseClick(screen.check(), Qt::LeftButton);
        QCOMPARE(asked, 1);
        QVERIFY(!screen.check()->isEnabled());
        answer(QStringList{QStringLiteral("So 1 of the 2 unknown ones were billed.")});
        QVERIFY(screen.check()->isEnabled());
        QVERIFY(screen.answer()->isVisible());
        QVERIFY(screen.answer()->text().contains(QStringLiteral("1 of the 2")));
        QVERIFY(screen.lane()->height() > before);
        // Nothing was decided by asking.
        QCOMPARE(fixture.service.submits(), 2);
    }

    void aRefusalIsSaid()
    {
        QueueFixture fixture;
        fixture.service.onSubmit = alwaysBroken();
        QVERIFY(fixture.enqueue(draftOf(1)));
        Screen screen(fixture);
        screen.place.setUsageQuestion([](QObject*, const Done& done) {
            done(Error{ErrorCode::KeyRefused, QStringLiteral("This key may not ask."), {}});
        });
        QVERIFY(fixture.untilIdle());
        QTRY_VERIFY(screen.check()->isVisible());
        QTest::mouseClick(screen.check(), Qt::LeftButton);
        QCOMPARE(screen.answer()->text(), QStringLiteral("This key may not ask."));
    }

    void isNotOfferedWhereNothingCanHaveBeenBilled()
    {
        QueueFixture fixture;
        fixture.service.onSubmit = [](const GenerationRequest&, SubmitMode, int) -> SendOutcome {
            return RequestRejected{422, QStringLiteral("burning"), true};
        };
        QVERIFY(fixture.enqueue(draftOf(1)));
        Screen screen(fixture);
        screen.place.setUsageQuestion([](QObject*, const Done&) {});
        QVERIFY(fixture.untilIdle());
        QTRY_VERIFY(screen.lane()->isVisible());
        QVERIFY(!screen.check()->isVisible());
    }

private:
    ThemeSource m_theme{ThemeMode::Dark};
};

QTEST_MAIN(UsageQuestionTest)
#include "usage_question_test.moc"
