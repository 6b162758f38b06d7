// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/catalog.h"
#include "app/delivery/exporter.h"

#include <QTest>

#include <limits>

using namespace batchroom;

class CoverCropTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheFocalPointAsCentralAsItCan_data()
    {
        QTest::addColumn<QSize>("picture");
        QTest::addColumn<QSize>("target");
        QTest::addColumn<QPointF>("focus");
        QTest::addColumn<QRect>("crop");
        const QSize square(2048, 2048);
        const QSize og(1200, 630);
        const QPointF middle(0.5, 0.5);
        QTest::newRow("og, middle") << square << og << middle << QRect(0, 487, 2048, 1075);
        QTest::newRow("og, top") << square << og << QPointF(0.5, 0) << QRect(0, 0, 2048, 1075);
        QTest::newRow("og, bottom") << square << og << QPointF(0.5, 1) << QRect(0, 973, 2048, 1075);
        QTest::newRow("og, a third") << square << og << QPointF(0.1, 1.0 / 3) << QRect(0, 145, 2048, 1075);
        QTest::newRow("same shape") << square << QSize(1080, 1080) << QPointF(0, 1) << QRect(0, 0, 2048, 2048);
        QTest::newRow("story, left") << square << QSize(1080, 1920) << QPointF(0, 0.5) << QRect(0, 0, 1152, 2048);
        QTest::newRow("story, right") << square << QSize(1080, 1920) << QPointF(1, 0.5) << QRect(896, 0, 1152, 2048);
        QTest::newRow("header") << QSize(1500, 1500) << QSize(1500, 500) << middle << QRect(0, 500, 1500, 500);
        QTest::newRow("enlarged") << QSize(100, 50) << QSize(1000, 1000) << middle << QRect(25, 0, 50, 50);
        QTest::newRow("sliver") << QSize(3, 3000) << QSize(970, 90) << middle << QRect(0, 1500, 3, 1);
        QTest::newRow("one pixel") << QSize(1, 1) << og << middle << QRect(0, 0, 1, 1);
        QTest::newRow("focus outside") << square << og << QPointF(7, -3) << QRect(0, 0, 2048, 1075);
        const double bad = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("no focus") << square << og << QPointF(bad, bad) << QRect(0, 0, 2048, 1075);
    }
    void keepsTheFocalPointAsCentralAsItCan()
    {
        QFETCH(const QSize, picture);
        QFETCH(const QSize, target);
        QFETCH(const QPointF, focus);
        QFETCH(const QRect, crop);
        QCOMPARE(coverCrop(picture, target, focus), crop);
    }

    void staysInsideAndInShapeForEveryPreset()
    {
        const auto& presets = Catalog::builtIn().presets();
        QVERIFY(presets.size() >= 40);
        for (const Preset& preset : presets) {
            for (const QSize picture : {QSize(2048, 2048), QSize(1440, 2560), QSize(3168, 1296), QSize(1024, 1024)}) {
                for (const double x : {0.0, 0.3, 1.0}) {
                    for (const double y : {0.0, 0.7, 1.0}) {
                        const QRect crop = coverCrop(picture, preset.size, QPointF(x, y));
                        QVERIFY(QRect(QPoint(0, 0), picture).contains(crop));
                        QVERIFY(crop.width() == picture.width() || crop.height() == picture.height());
                        // The shape is right to half a pixel.
                        const double wanted = double(crop.width()) * preset.size.height() / preset.size.width();
                        const double slack = 0.5 + 0.5 * preset.size.height() / preset.size.width();
                        QVERIFY2(std::abs(wanted - crop.height()) <= slack, qPrintable(preset.id));
                        // The focal point is inside, or on the far edge.
                        QVERIFY(crop.left() <= x * picture.width() && x * picture.width() <= crop.right() + 1);
                        QVERIFY(crop.top() <= y * picture.height() && y * picture.height() <= crop.bottom() + 1);
                    }
                }
            }
        }
    }

    void tellsHowMuchIsLost()
    {
        QCOMPARE(cropLoss(QSize(1000, 1000), QSize(500, 500)), 0.0);
        QCOMPARE(cropLoss(QSize(1000, 1000), QSize(1000, 500)), 0.5);
        QCOMPARE(cropLoss(QSize(1000, 500), QSize(100, 100)), 0.5);
        QCOMPARE(cropLoss(QSize(0, 0), QSize(100, 100)), 0.0);
    }
};

QTEST_GUILESS_MAIN(CoverCropTest)
#include "cover_crop_test.moc"
