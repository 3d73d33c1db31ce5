// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testng.ITestResult;
import org.testng.TestListenerAdapter;
import org.testng.TestNG;

/** The technology compatibility kit of Reactive Streams, whose tests are TestNG's. */
class ReactiveStreamsTest {
  @TempDir Path reports;

  private TestListenerAdapter run(Class<?> verification) {
    TestListenerAdapter results = new TestListenerAdapter();
    TestNG kit = new TestNG(false);
    kit.setOutputDirectory(reports.toString());
    kit.setVerbose(0);
    kit.addListener(results);
    kit.setTestClasses(new Class<?>[] {verification});
    kit.run();
    return results;
  }

  private static List<String> told(List<ITestResult> results) {
    return results.stream().map(result -> result.getName() + ": " + result.getThrowable()).toList();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        RowsVerification.class,
        CopyOutVerification.class,
        NotificationsVerification.class
      })
  void publishersPass(Class<?> verification) {
    TestListenerAdapter results = run(verification);
    assertThat(told(results.getFailedTests())).isEmpty();
    assertThat(told(results.getConfigurationFailures())).isEmpty();
    assertThat(results.getPassedTests()).hasSizeGreaterThanOrEqualTo(19);
  }

  @Test
  void theSubscriberOfCopyPasses() {
    TestListenerAdapter results = run(CopyInVerification.class);
    assertThat(told(results.getFailedTests())).isEmpty();
    assertThat(told(results.getConfigurationFailures())).isEmpty();
    assertThat(results.getPassedTests()).hasSizeGreaterThanOrEqualTo(8);
  }
}
