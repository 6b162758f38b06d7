// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/asset.h"
#include "app/core/english_plurals.h"
#include "app/core/job.h"

#include <QTest>

using namespace batchroom;

class ValuesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyStateHasAWordThatReadsBack()
    {
        QSet<QString> words;
        for (int i = 0; i <= static_cast<int>(JobState::Cancelled); ++i) {
            const auto state = static_cast<JobState>(i);
            const QString word = jobStateName(state);
            QVERIFY(!word.isEmpty());
            QVERIFY(!words.contains(word));
            words.insert(word);
            QCOMPARE(jobStateFromName(word.toUpper()), std::optional(state));
        }
        QVERIFY(!jobStateFromName(u"sending"));
    }

    void onlyStatesWithAPaidCallUnderWayTakeAPlace()
    {
        QVERIFY(isInFlight(JobState::Submitting));
        QVERIFY(isInFlight(JobState::Accepted));
        QVERIFY(!isInFlight(JobState::Ready));
        QVERIFY(!isInFlight(JobState::Queued));
    }

    void unknownIsForAPersonAndNeverTerminal()
    {
        QVERIFY(needsPerson(JobState::Unknown));
        QVERIFY(!isTerminal(JobState::Unknown));
        QVERIFY(isTerminal(JobState::Done));
    }

    void onlyTheSandboxIsFree()
    {
        QCOMPARE(billingOf(u"sandbox"), Billing::Free);
        QCOMPARE(billingOf(u"ideogram"), Billing::Charged);
        QCOMPARE(billingOf(u"someone else"), Billing::Charged);
    }

    void holdReasonsReadBack()
    {
        for (int i = 0; i <= static_cast<int>(HoldReason::DiskFull); ++i)
            QCOMPARE(holdReasonFromName(holdReasonName(static_cast<HoldReason>(i))),
                std::optional(static_cast<HoldReason>(i)));
    }

    void aRequestSurvivesStorage()
    {
        GenerationRequest request;
        request.model = QStringLiteral("ideogram-3");
        request.prompt = QStringLiteral("Poster “SUMMER SALE”, größer\nzweite Zeile 夏");
        request.negativePrompt = QStringLiteral("people");
        request.style = QStringLiteral("design");
        request.aspect = QStringLiteral("4:5");
        request.resolution = QSize(896, 1120);
        request.speed = QStringLiteral("turbo");
        request.magicPrompt = MagicPrompt::Off;
        request.seed = 2147483647;
        request.palette.members = {{QStringLiteral("#FF8800"), 0.6}, {QStringLiteral("#112233"), std::nullopt}};
        const Result<GenerationRequest> read = generationRequestFromJson(toJson(request));
        QVERIFY(read);
        QCOMPARE(*read, request);
    }

    void aDamagedStoredRequestIsAnErrorNotACrash()
    {
        for (const char* text : {"", "{", "[", "null{", "\xff\xfe"})
            QVERIFY(!generationRequestFromJson(text));
    }

    void requestsThatCostTheSameShareAnOptionSet()
    {
        GenerationRequest one;
        one.model = QStringLiteral("ideogram-3");
        one.speed = QStringLiteral("turbo");
        one.prompt = QStringLiteral("first");
        GenerationRequest other = one;
        other.prompt = QStringLiteral("second");
        other.seed = 7;
        QCOMPARE(optionSet(one), optionSet(other));
        other.speed = QStringLiteral("quality");
        QVERIFY(optionSet(one) != optionSet(other));
    }

    void pluralsAreSaidInProperEnglish()
    {
        EnglishPlurals plurals;
        QVERIFY(QCoreApplication::installTranslator(&plurals));
        QCOMPARE(QCoreApplication::translate("x", "%n image(s)", nullptr, 1), QStringLiteral("1 image"));
        QCOMPARE(QCoreApplication::translate("x", "%n image(s) in %1 row(s)", nullptr, 24),
            QStringLiteral("24 images in %1 rows"));
        QCOMPARE(QCoreApplication::translate("x", "file(s)"), QStringLiteral("file(s)"));
    }

    void decisionsReadBack()
    {
        for (const Decision decision : {Decision::None, Decision::Approved, Decision::Rejected, Decision::NeedsChange})
            QCOMPARE(decisionFromName(decisionName(decision)), std::optional(decision));
    }
};

QTEST_GUILESS_MAIN(ValuesTest)
#include "values_test.moc"
